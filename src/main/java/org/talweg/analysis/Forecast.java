package org.talweg.analysis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.talweg.arrangement.Arrangement;
import org.talweg.arrangement.CellCount;
import org.talweg.arrangement.CellSet;
import org.talweg.data.InputException;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/**
 * What is said before cells are listed: that they cannot be held, or that it will be long.
 *
 * <p>Nothing is said, and nothing counted, where Cover's bound shows that there are few. A time is measured, not known: a pass over
 * the cells of some of the rows grows in proportion to cells times rows. The range is for the number of passes, which nobody knows.
 */
public final class Forecast {

    /** One pass over all cells of these rows: how many there are, and how long it took. */
    @FunctionalInterface
    public interface Pilot {
        Pass pass(Arrangement part);
    }

    /** A pass over so many cells. */
    public record Pass(long cells, double seconds) {}

    /** A wait of at least so many seconds is announced. */
    private static final double LONG = 5;

    /** A pilot is believed if it took so many seconds. */
    private static final double WARM = 0.2;

    private static final int MOST_PILOT = 1 << 26;

    private final Arrangement arrangement;
    private final CellCount count;

    private Forecast(Arrangement arrangement, CellCount count) {
        this.arrangement = arrangement;
        this.count = count;
    }

    /** Counts the cells. */
    public static Forecast of(Arrangement arrangement) {
        return new Forecast(arrangement, CellCount.of(arrangement));
    }

    /** True if there are more cells than {@code limit} for all that is known without counting, or they may not fit in memory. */
    public static boolean mayBeTooMany(Arrangement arrangement, BigInteger limit) {
        BigInteger most = CellCount.most(arrangement.hyperplanes(), arrangement.rank());
        return most.compareTo(limit) > 0 || CellSet.bytes(arrangement, most).compareTo(memory()) > 0;
    }

    /** Cover's bound for the cells, times the rows. */
    public static double mostWork(Arrangement arrangement) {
        return CellCount.most(arrangement.hyperplanes(), arrangement.rank()).doubleValue() * arrangement.size();
    }

    /** What counts the cells without holding them, if that can end. */
    public String countOnly() {
        if (count.hardlyBelow().bitLength() > 31) {
            return "";
        }
        return "--count-only" + (count.looksGeneral() ? "" : " --method characteristic");
    }

    public CellCount count() {
        return count;
    }

    /**
     * Refuses more cells than can be held.
     *
     * @param limit more are not held, whatever the memory
     * @param instead what would do
     * @throws InputException if there are too many
     */
    public void requireRoom(BigInteger limit, String instead) {
        BigInteger cells = count.hardlyBelow();
        if (cells.compareTo(limit) > 0 || CellSet.bytes(arrangement, cells).compareTo(memory()) > 0) {
            throw tooMany(limit, instead, null);
        }
    }

    /** The refusal: how many cells, what they need, and what would do. */
    public InputException tooMany(BigInteger limit, String instead, Throwable cause) {
        BigInteger cells = count.hardlyBelow();
        BigInteger bytes = CellSet.bytes(arrangement, cells);
        boolean never = cells.compareTo(limit) > 0;
        List<String> would = new ArrayList<>();
        if (!never) {
            would.add("java -Xmx"
                    + bytes.multiply(BigInteger.valueOf(3)).shiftRight(31).add(BigInteger.ONE) + "g");
        }
        would.add(fewer(limit));
        if (!instead.isEmpty()) {
            would.add(instead);
        }
        return new InputException(
                String.format(
                        Locale.ROOT,
                        "%d rows of rank %d have %s, which take at least %s of memory; %s; what would do: %s",
                        arrangement.size(),
                        arrangement.rank(),
                        cells(),
                        gigabytes(bytes),
                        never ? "at most " + limit + " can be held" : "Java has " + gigabytes(memory()),
                        String.join(", or ", would)),
                cause);
    }

    /** How many rows in general position would fit, and of which rank. */
    private String fewer(BigInteger limit) {
        int rows = arrangement.hyperplanes();
        int rank = arrangement.rank();
        int fewerRows = rows;
        while (fewerRows > 1 && isTooMany(fewerRows, rank, limit)) {
            fewerRows--;
        }
        int lowerRank = rank;
        while (lowerRank > 1 && isTooMany(rows, lowerRank, limit)) {
            lowerRank--;
        }
        return "fewer rows or inputs (" + fewerRows + " rows of rank " + Math.min(rank, fewerRows) + " always fit, or "
                + rows + " of rank " + lowerRank + ")";
    }

    private static boolean isTooMany(int rows, int rank, BigInteger limit) {
        BigInteger cells = CellCount.most(rows, Math.min(rows, rank));
        int words = (rows + 63) >> 6;
        return cells.compareTo(limit) > 0
                || cells.multiply(BigInteger.valueOf(8L * words)).compareTo(memory()) > 0;
    }

    private static String number(BigInteger count) {
        return count.bitLength() < 50 ? count.toString() : String.format(Locale.ROOT, "%.3e", count.doubleValue());
    }

    /** How many cells, in words: the number, an estimate, or a bound. */
    public String cells() {
        if (count.isExact()) {
            return number(count.most()) + " cells";
        }
        if (Double.isNaN(count.estimate())) {
            return String.format(
                    Locale.ROOT, "at least %.3g cells", count.least().doubleValue());
        }
        return count.looksGeneral()
                ? "an estimated " + number(count.most()) + " cells (no more in any case)"
                : String.format(Locale.ROOT, "an estimated %.4g +- %.1g cells", count.estimate(), 2 * count.error());
    }

    /**
     * Says how long it will take if that is long.
     *
     * @param first cells that the rows of the first pilot may have
     * @param passes over all cells, from few to many
     * @param then what comes after, or empty
     */
    public void announce(int first, Pilot pilot, int[] passes, String then, Watch watch) {
        if (!watch.isListening()) {
            return;
        }
        int rows = 0;
        Pass pass = new Pass(1, 0);
        // The first pilots are slow, for the virtual machine has not yet compiled what they run.
        for (int most = first; pass.seconds() < WARM && rows < arrangement.size() && most < MOST_PILOT; most *= 4) {
            Arrangement part = part(most);
            rows = part.size();
            pass = pilot.pass(part);
        }
        double one = pass.seconds() * arrangement.size() / rows * count.estimate() / pass.cells();
        if (one * passes[1] >= LONG) {
            watch.say("talweg: " + cells() + "; about " + time(one * passes[0]) + " to " + time(one * passes[1]) + then
                    + ", by the speed on " + rows + " of " + arrangement.size() + " rows");
        }
    }

    /** Rows spread evenly over the data, as many as cannot have more than {@code most} cells. */
    private Arrangement part(int most) {
        int n = arrangement.size();
        int rows = 1;
        while (rows < n
                && CellCount.most(rows + 1, Math.min(rows + 1, arrangement.rank()))
                                .compareTo(BigInteger.valueOf(most))
                        <= 0) {
            rows++;
        }
        int kept = rows;
        List<RationalVector> some = IntStream.range(0, kept)
                .mapToObj(i -> arrangement.rows().row((int) ((long) i * n / kept)))
                .toList();
        return Arrangement.of(RationalMatrix.ofRows(some, arrangement.dimension()));
    }

    /** A length of time, as long as one says it. */
    public static String time(double seconds) {
        String[] units = {"s", "min", "h", "days", "years"};
        double[] sizes = {1, 60, 3600, 86_400, 365.25 * 86_400};
        int i = units.length - 1;
        while (i > 0 && seconds < 2 * sizes[i]) {
            i--;
        }
        double value = seconds / sizes[i];
        return String.format(Locale.ROOT, value < 1e6 ? "%.0f %s" : "%.0e %s", Math.max(1, value), units[i]);
    }

    private static BigInteger memory() {
        return BigInteger.valueOf(Runtime.getRuntime().maxMemory());
    }

    private static String gigabytes(BigInteger bytes) {
        double gb = bytes.doubleValue() / (1 << 30);
        return String.format(Locale.ROOT, gb < 1e5 ? "%.1f GB" : "%.1e GB", gb);
    }
}
