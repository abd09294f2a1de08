package org.talweg.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.exact.Rational;
import org.talweg.oracle.ReferenceVerdicts;
import org.talweg.oracle.ReferenceVerdicts.Answer;
import org.talweg.proof.GlobalOptimum;

/** Theorem T16 against the least value of all sets of m signed cells, and all regions of width m, by another program. */
class ClassWidthsTest {

    private static final int WIDTHS = 3;

    @Test
    void widthsAgreeWithBruteForce() {
        Random random = Seeded.random(71);
        int narrow = 0;
        for (int t = 0; t < 24; t++) {
            Instance instance = switch (t % 4) {
                case 0 -> Instance.gaussian(random, 3, 2, "1/100");
                case 1 -> Instance.gaussian(random, 4, 2, "1/1000");
                case 2 -> Instance.degenerate(random, 4, 2, "1/50");
                default -> Instance.gaussian(random, 4, 1, "1/50");
            };
            narrow += check(instance);
        }
        assertThat(narrow).as("widths below the convex optimum").isGreaterThan(12);
    }

    /** The number of widths below the convex optimum, all compared. */
    private static int check(Instance instance) {
        Searched searched = Searched.of(instance);
        LocalMinima minima = searched.minima();
        if (!minima.isComplete() || searched.convex().isEmpty()) {
            return 0;
        }
        Map<MinimumClass, ClassWidths> widths =
                ClassWidths.of(minima, searched.prover().global());
        ReferenceVerdicts oracle = new ReferenceVerdicts(instance.oracle(), instance.oracleCells(), true);
        double scale = instance.data().labels().squaredNorm().doubleValue();
        int convex = searched.convex().get().leastRays();
        for (int m = 1; m <= WIDTHS; m++) {
            double value = oracle.globalValue(m);
            assertThat(searched.counts(m).orElseThrow().value().middle().doubleValue())
                    .as("%s, width %s", instance, m)
                    .isCloseTo(value, within(1e-9 * scale));
            if (m <= convex) {
                // Strictly lower at every width up to the convex one.
                assertThat(oracle.globalValue(m - 1)).isGreaterThan(value + 1e-12 * scale);
            }
            for (MinimumClass c : minima.classes()) {
                check(c, widths.get(c), m, value, 1e-9 * scale);
            }
        }
        return Math.min(WIDTHS, Math.max(0, convex - 1));
    }

    private static void check(MinimumClass c, ClassWidths widths, int m, double value, double same) {
        double own = c.value().middle().doubleValue();
        boolean held = widths.from() <= m;
        assertThat(widths.isGlobalAt(m)).isEqualTo(held && own <= value + same);
        assertThat(widths.spuriousFrom().orElse(Integer.MAX_VALUE) <= m).isEqualTo(held && own > value + same);
        if (!c.faces().isEmpty()) {
            assertThat(widths.valleys()).contains(c.leastRays()).contains(c.mostRays());
        }
        assertThat(widths.global().filter(g -> g.last().isPresent()).map(ClassWidths.Range::first))
                .isIn(Optional.empty(), Optional.of(c.leastRays()));
    }

    /** Inner corner of a square: at width 1 two mirror images tie, at width 2 a class that is spurious from width 3 on. */
    @Test
    void eachWidthHasItsOwnGlobalMinimum() {
        Searched corner = Searched.of(Instance.of("1/100", "1,0,1", "0,1,1", "1,1,0"));
        GlobalOptimum global = corner.prover().global();
        Map<MinimumClass, ClassWidths> widths = ClassWidths.of(corner.minima(), global);
        List<String> found = corner.minima().classes().stream()
                .map(c -> c.leastRays() + " rays: " + widths.get(c).global().orElse(null) + ", "
                        + widths.get(c).spuriousFrom() + ", " + widths.get(c).valleys())
                .toList();
        assertThat(found)
                .containsExactly(
                        "3 rays: 3.., OptionalInt.empty, [3]",
                        "2 rays: 2..2, OptionalInt[3], [2]",
                        "1 rays: 1..1, OptionalInt[2], [1]",
                        "1 rays: 1..1, OptionalInt[2], [1]",
                        "1 rays: null, OptionalInt[1], [1]");
        ReferenceVerdicts oracle = new ReferenceVerdicts(
                corner.instance().oracle(), corner.instance().oracleCells(), true);
        for (int m = 1; m <= 3; m++) {
            Map<Answer, Long> counted = oracle.count(m);
            WidthCensus counts = corner.counts(m).orElseThrow();
            assertThat(counts.global().longValue()).isEqualTo(counted.get(Answer.GLOBAL));
            assertThat(counts.spurious().longValue()).isEqualTo(counted.get(Answer.SPURIOUS));
            assertThat(counts.undecided().signum()).isZero();
        }
    }

    /** Nothing is said of a width at which a set of faces is open, and nothing beyond it that rests on the list. */
    @Test
    void openSetsLeaveWidthsOpen() {
        Searched corner = Searched.of(Instance.of("1/100", "1,0,1", "0,1,1", "1,1,0"));
        LocalMinima complete = corner.minima();
        MinimumClass two = complete.classes().get(1);
        LocalMinima.OpenSet open = new LocalMinima.OpenSet(two.faces(), two.stars(), "made up");
        LocalMinima without = new LocalMinima(
                complete.cells(),
                complete.classes().stream().filter(c -> c != two).toList(),
                List.of(open),
                true,
                complete.symmetries());
        GlobalOptimum global = corner.prover().global();
        assertThat(WidthCensus.of(without, global, Optional.empty(), 1)).isPresent();
        assertThat(WidthCensus.of(without, global, Optional.empty(), 2)).isEmpty();
        assertThat(WidthCensus.of(without, global, Optional.empty(), 3)).isPresent();
        Map<MinimumClass, ClassWidths> widths = ClassWidths.of(without, global);
        // Where the list is complete its best class is global; with more neurons than rays it is not, whatever is
        // missing.
        MinimumClass one = without.classes().get(1);
        assertThat(widths.get(one).global()).hasToString("Optional[1..1]");
        assertThat(widths.get(one).spuriousFrom()).isEqualTo(OptionalInt.of(2));
        // With an open set of one ray nothing is global at width 1; what is above a known class is spurious all the
        // same.
        LocalMinima.OpenSet single = new LocalMinima.OpenSet(one.faces(), one.stars(), "made up");
        LocalMinima narrow =
                new LocalMinima(complete.cells(), complete.classes(), List.of(single), true, complete.symmetries());
        Map<MinimumClass, ClassWidths> open1 = ClassWidths.of(narrow, global);
        assertThat(open1.get(one).global()).isEmpty();
        assertThat(open1.get(one).spuriousFrom()).isEqualTo(OptionalInt.of(2));
        assertThat(open1.get(complete.classes().get(4)).spuriousFrom()).isEqualTo(OptionalInt.of(1));
        assertThat(open1.get(two).global()).isEmpty();
    }

    /** While it is not known whether the best listed class is the convex optimum, its regions are not counted. */
    @Test
    void anUnknownConvexOptimumIsNotCountedAsAnotherMinimum() {
        Searched square = Searched.of(Instance.of("1/100", "1,0,1", "0,1,1", "-1,0,1", "0,-1,1"));
        LocalMinima complete = square.minima();
        MinimumClass tied = square.convex().orElseThrow();
        assertThat(tied.isUnique()).isFalse();
        LocalMinima.OpenSet far =
                new LocalMinima.OpenSet(tied.faces(), tied.stars(), "made up, of more rays than a solution has");
        LocalMinima open =
                new LocalMinima(complete.cells(), complete.classes(), List.of(far), true, complete.symmetries());
        GlobalOptimum global = square.prover().global();
        assertThat(global.isUnique()).isFalse();
        assertThat(WidthCensus.of(complete, global, Optional.empty(), 2)
                        .orElseThrow()
                        .global()
                        .intValue())
                .isEqualTo(64 - 4 * 36 + 4 * 25 - 16);
        assertThat(WidthCensus.of(open, global, Optional.empty(), 2)).isEmpty();
        assertThat(ClassWidths.of(open, global).get(tied).global()).isEmpty();
        assertThat(ClassWidths.of(open, global).get(tied).spuriousFrom()).isEmpty();
    }

    @Test
    void theZeroNetworkIsGlobalAtEveryWidth() {
        Searched zero = Searched.of(Instance.of("5", "1,0,1", "0,1,1"));
        ClassWidths widths = ClassWidths.of(zero.minima(), zero.prover().global())
                .get(zero.convex().orElseThrow());
        assertThat(widths.global()).hasToString("Optional[1..]");
        assertThat(widths.from()).isEqualTo(1);
        assertThat(widths.valleys()).isEmpty();
        assertThat(Rational.ONE.compareTo(zero.prover().global().value().middle()))
                .isZero();
    }
}
