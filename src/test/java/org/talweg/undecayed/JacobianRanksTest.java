package org.talweg.undecayed;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.Seeded;
import org.talweg.arrangement.Arrangement;
import org.talweg.arrangement.CellSet;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/** Counts of regions by rank, against the rank of every region. */
class JacobianRanksTest {

    private static RationalMatrix matrix(int[][] rows) {
        List<RationalVector> exact = new ArrayList<>();
        for (int[] row : rows) {
            exact.add(RationalVector.of(Arrays.stream(row).asDoubleStream().toArray()));
        }
        return RationalMatrix.ofRows(exact, rows[0].length);
    }

    private static JacobianRanks ranks(RationalMatrix x) {
        return JacobianRanks.of(x, CellSet.of(Arrangement.of(x)), 100_000, n -> {})
                .orElseThrow();
    }

    /** The rank of the whole matrix [D_A X]_A, all its columns side by side, by the library of exact matrices. */
    private static int rank(RationalMatrix x, List<SignVector> cells) {
        List<RationalVector> rows = new ArrayList<>();
        for (int k = 0; k < x.rows(); k++) {
            List<Rational> row = new ArrayList<>();
            for (SignVector cell : cells) {
                for (int j = 0; j < x.columns(); j++) {
                    row.add(cell.sign(k) > 0 ? x.get(k, j) : Rational.ZERO);
                }
            }
            rows.add(RationalVector.of(row));
        }
        return RationalMatrix.ofRows(rows, cells.size() * x.columns()).rank();
    }

    private static void assertEqualsBruteForce(RationalMatrix x, int mostWidth) {
        CellSet cells = CellSet.of(Arrangement.of(x));
        JacobianRanks ranks = ranks(x);
        for (int m = 1; m <= mostWidth; m++) {
            Map<Integer, BigInteger> counts = new TreeMap<>();
            int[] at = new int[m];
            boolean more = true;
            while (more) {
                List<SignVector> used = Arrays.stream(at).mapToObj(cells::signs).toList();
                counts.merge(rank(x, used), BigInteger.ONE, BigInteger::add);
                int j = m - 1;
                while (j >= 0 && ++at[j] == cells.size()) {
                    at[j--] = 0;
                }
                more = j >= 0;
            }
            int width = m;
            Map<Integer, BigInteger> formula = new TreeMap<>();
            ranks.byRank().forEach((rank, count) -> formula.put(rank, count.at(width)));
            formula.values().removeIf(c -> c.signum() == 0);
            assertThat(formula).as("width %d of %s", m, x).isEqualTo(counts);
        }
    }

    @Test
    void formulasCountEveryRegion() {
        Random random = Seeded.random(91);
        for (int trial = 0; trial < 40; trial++) {
            int n = 1 + random.nextInt(5);
            int d = 1 + random.nextInt(3);
            int[][] rows = new int[n][d];
            for (int[] row : rows) {
                for (int i = 0; i < d; i++) {
                    row[i] = random.nextInt(5) - 2;
                }
            }
            int kind = random.nextInt(5);
            if (n > 1 && kind == 0) {
                rows[1] = rows[0].clone();
            } else if (n > 1 && kind == 1) {
                rows[1] = Arrays.stream(rows[0]).map(e -> -2 * e).toArray();
            } else if (kind == 2) {
                Arrays.fill(rows[0], 0);
            }
            RationalMatrix x = matrix(rows);
            int cells = CellSet.of(Arrangement.of(x)).size();
            assertEqualsBruteForce(x, cells <= 8 ? 4 : cells <= 14 ? 3 : 2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'1,0,0,0;0,1,0,0;0,0,1,0;0,0,0,1', 16^m - 4*8^m + 6*4^m - 4*2^m + 1",
        "'-2,1;-1,1;0,1;1,1;3,1', 10^m - 3*6^m - 5*5^m + 6*4^m + 6*3^m - 4*2^m - 1"
    })
    void knownFormulas(String rows, String formula) {
        int[][] x = Arrays.stream(rows.split(";"))
                .map(row -> Arrays.stream(row.split(","))
                        .mapToInt(Integer::parseInt)
                        .toArray())
                .toArray(int[][]::new);
        assertThat(ranks(matrix(x)).maximal()).hasToString(formula);
    }

    @Test
    void countsSurviveWhatDoesNotChangeTheData() {
        Random random = Seeded.random(92);
        for (int trial = 0; trial < 10; trial++) {
            int[][] rows = new int[5][2];
            for (int[] row : rows) {
                row[0] = random.nextInt(7) - 3;
                row[1] = random.nextInt(7) - 3;
            }
            JacobianRanks before = ranks(matrix(rows));
            List<int[]> shuffled = new ArrayList<>(List.of(rows));
            Collections.shuffle(shuffled, random);
            int[][] scaled = shuffled.stream()
                    .map(row -> Arrays.stream(row).map(e -> 3 * e).toArray())
                    .toArray(int[][]::new);
            assertThat(ranks(matrix(scaled)).byRank()).isEqualTo(before.byRank());
            int[][] turned = shuffled.stream()
                    .map(row -> new int[] {row[0] + 2 * row[1], row[1]})
                    .toArray(int[][]::new);
            assertThat(ranks(matrix(turned)).byRank()).isEqualTo(before.byRank());
        }
    }

    @Test
    void equalProbabilitiesGiveShares() {
        RationalMatrix x = matrix(new int[][] {{1, 2}, {2, -1}, {1, 1}, {3, 1}});
        JacobianRanks ranks = ranks(x);
        List<Enclosure> alike = Collections.nCopies(ranks.cells(), Enclosure.of(Rational.of(1, ranks.cells())));
        for (int m = 1; m <= 12; m++) {
            Enclosure p = ranks.fullProbability(alike, m);
            assertThat(p.contains(Rational.of(ranks.full().at(m), ranks.regions(m))))
                    .isTrue();
            assertThat(p.width().doubleValue()).isLessThan(1e-60);
        }
    }

    @Test
    void drawsAgreeWithTheCount() {
        RationalMatrix x = matrix(new int[][] {{-2, 1}, {-1, 1}, {0, 1}, {1, 1}, {3, 1}});
        JacobianRanks ranks = ranks(x);
        JacobianSample sample = new JacobianSample(x, Optional.of(CellSet.of(Arrangement.of(x))), 3);
        for (int m : new int[] {3, 5, 8}) {
            JacobianSample.Result drawn = sample.draw(m, 2000, p -> {});
            double share = ranks.full().at(m).doubleValue() / ranks.regions(m).doubleValue();
            assertThat(drawn.open()).isZero();
            assertThat(Math.abs(drawn.full() / 2000.0 - share)).isLessThan(4 * Math.sqrt(share * (1 - share) / 2000));
            assertThat(sample.draw(m, 2000, p -> {})).isEqualTo(drawn);
        }
    }

    @Test
    void residuesDoNotOverstateARank() {
        Random random = Seeded.random(93);
        for (int trial = 0; trial < 50; trial++) {
            int[][] rows = new int[4][2];
            for (int[] row : rows) {
                row[0] = random.nextInt(3) - 1;
                row[1] = random.nextInt(3) - 1;
            }
            RationalMatrix x = matrix(rows);
            CellSet cells = CellSet.of(Arrangement.of(x));
            List<SignVector> used =
                    random.ints(3, 0, cells.size()).mapToObj(cells::signs).toList();
            Gates gates = new Gates(x);
            assertThat(gates.rank(used)).isEqualTo(rank(x, used));
            assertThat(gates.rankAtLeast(used)).isEqualTo(rank(x, used));
            assertThat(gates.relation(used).isPresent()).isEqualTo(rank(x, used) < 4);
            gates.relation(used)
                    .ifPresent(some -> assertThat(gates.rank(used, some)).isEqualTo(some.length - 1));
        }
        // a row that the prime divides has rank 1, and 0 in residues
        RationalMatrix prime = RationalMatrix.ofRows(List.of(RationalVector.of(new double[] {Gates.PRIME})), 1);
        assertThat(new Gates(prime).rankAtLeast(List.of(SignVector.of(1)))).isZero();
        assertThat(new Gates(prime).rank(List.of(SignVector.of(1)))).isEqualTo(1);
        assertThat(ranks(prime).full()).hasToString("2^m - 1");
    }
}
