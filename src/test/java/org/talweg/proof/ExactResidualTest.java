package org.talweg.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.numbers.combinatorics.Combinations;
import org.junit.jupiter.api.Test;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.arrangement.CellSet;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Interval;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.exact.RootSum;
import org.talweg.existence.SolutionBox;
import org.talweg.landscape.Objective;
import org.talweg.landscape.RegionProgram;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;
import org.talweg.landscape.SignedFace;
import org.talweg.solver.SequentialQuadraticSolver;
import org.talweg.support.SupportBound;

class ExactResidualTest {

    private static final int BITS = 300;
    private static final Rational TINY = Rational.parse("1e-70");

    private record Case(Objective objective, ProgramProver prover) {

        static Case of(Instance instance) {
            return new Case(instance.objective(), new ProgramProver(instance.objective(), 512));
        }

        /** The optimum over these cells in a box of radius about 2^-300. */
        Optional<ProvedOptimum> optimum(List<SignedCell> cells) {
            RegionProgram program = new RegionProgram(objective, cells);
            return prover.prove(
                            SignedCells.of(program),
                            SequentialQuadraticSolver.dual().approximate(program))
                    .proved()
                    .flatMap(p -> prover.refined(p, BITS));
        }

        ProvedOptimum optimum(String... cells) {
            List<SignedCell> list =
                    List.of(cells).stream().map(SignedCell::parse).toList();
            return optimum(list).orElseThrow();
        }
    }

    private static RationalVector unit(ProvedOptimum p, int k) {
        return RationalVector.unit(p.residual().size(), k);
    }

    private static List<String> entries(ProvedOptimum p) {
        return IntStream.range(0, p.residual().size())
                .mapToObj(k -> p.exactResidual()
                        .value(unit(p, k))
                        .map(RootSum::toString)
                        .orElse("?"))
                .toList();
    }

    /** {@code r_1 = -mu/|x_1|} on the first ray, {@code r_2 |x_2| = -mu} on the second: by hand, mu = 1/25. */
    @Test
    void byHand() {
        Case c = Case.of(Instance.of("1/50", "2,0,1", "-1,-1,2"));
        assertThat(entries(c.optimum("+:+-", "+:-+"))).containsExactly("-1/50", "-1/50 sqrt(2)");
        // Active at no ray.
        assertThat(entries(c.optimum("+:+-"))).containsExactly("-1/50", "-2");
        assertThat(c.optimum("+:+-").exactValue().flatMap(RootSum::rational)).contains(Rational.parse("20198/10000"));
    }

    /** One active row decides the direction of its ray; with two, (8, 15)/17 is guessed; other rows are free of them. */
    @Test
    void blocks() {
        Case c = Case.of(Instance.of("1/10", "1,0,0,0,16", "0,1,0,0,30", "0,0,1,0,1", "0,0,1,1,2", "0,0,0,0,7"));
        ProvedOptimum p = c.optimum("+:++--0", "+:--++0");
        assertThat(p.faces().toString()).isEqualTo("[+:++000, +:00++0]");
        assertThat(entries(p)).containsExactly("-4/17", "-15/34", "?", "?", "-7");
        // No output of the first three coordinates reaches r_3 + 0 r_4 alone, but the rows on one face are not free of
        // each other.
        assertThat(p.exactResidual().value(RationalVector.of(0, 0, 1, -1, 0))).isEmpty();
        assertThat(p.exactValue()).isEmpty();
    }

    /** Whatever has a closed form lies in the enclosure of 2^-300, and all forms with structure have one. */
    @Test
    void agreesWithEnclosures() {
        Random random = Seeded.random(140);
        int known = 0;
        int partly = 0;
        int irrational = 0;
        for (int trial = 0; trial < 30; trial++) {
            int n = 2 + random.nextInt(3);
            Instance instance = Instance.degenerate(random, n, 1 + random.nextInt(3), trial % 2 == 0 ? "1/50" : "1/3");
            Case c = Case.of(instance);
            SignedCells all = SignedCells.all(c.objective, CellSet.of(c.objective.arrangement()));
            for (int t = 0; t < 4; t++) {
                List<SignedCell> cells = random.ints(1 + random.nextInt(3), 0, all.size())
                        .distinct()
                        .mapToObj(all::get)
                        .toList();
                Optional<ProvedOptimum> found = c.optimum(cells);
                if (found.isEmpty()) {
                    continue;
                }
                ProvedOptimum p = found.get();
                int count = 0;
                for (int k = 0; k < n; k++) {
                    Optional<RootSum> value = p.exactResidual().value(unit(p, k));
                    if (value.isPresent()) {
                        count++;
                        assertClose(value.get(), p.centralResidual().get(k), instance + " " + p);
                        irrational += value.get().rational().isEmpty() ? 1 : 0;
                    }
                }
                RationalVector form =
                        RationalVector.of(random.ints(n, -3, 4).asLongStream().toArray());
                p.exactResidual()
                        .value(form)
                        .ifPresent(v -> assertClose(v, form.dot(p.centralResidual()), instance + " " + p));
                assertForms(p, instance.toString());
                known += count == n ? 1 : 0;
                partly += count > 0 && count < n ? 1 : 0;
                p.exactValue().ifPresent(v -> assertClose(v, p.value().middle(), instance + " " + p));
                assertSupports(c, all, p);
            }
        }
        assertThat(known).isGreaterThan(30);
        assertThat(partly).isGreaterThan(4);
        assertThat(irrational).isGreaterThan(30);
    }

    /** Differences of entries, as of rows that are equal, and the gradients along the rays' faces: known where the entries may not be. */
    private static void assertForms(ProvedOptimum p, String what) {
        int n = p.residual().size();
        List<RationalVector> forms = new ArrayList<>();
        for (int k = 0; k < n; k++) {
            for (int l = 0; l < n; l++) {
                forms.add(unit(p, k).subtract(unit(p, l)));
                forms.add(unit(p, k).add(unit(p, l)));
            }
        }
        for (int i = 0; i < p.faces().size(); i++) {
            RationalMatrix products = p.data(i).products().transpose();
            for (int j = 0; j < products.rows(); j++) {
                forms.add(products.row(j));
            }
        }
        for (RationalVector form : forms) {
            p.exactResidual().value(form).ifPresent(v -> assertClose(v, form.dot(p.centralResidual()), what));
        }
    }

    /** Equal rows in a block with no closed form, and a ray on a line in one: these forms are known. */
    @Test
    void formsOfOpenBlocks() {
        Case c = Case.of(Instance.of("1/10", "1,0,1", "1,1,2", "1,1,3"));
        ProvedOptimum p = c.optimum("+:+++");
        assertThat(entries(p)).contains("?");
        assertThat(p.exactResidual().value(RationalVector.of(0, 1, -1)).flatMap(RootSum::rational))
                .contains(Rational.ONE);
        assertForms(p, p.toString());
    }

    /** Two rays share a row, one on a line: what is known is the equation along that line, {@code sum_A r_k x_k.b = -s mu |b|}. */
    @Test
    void aLineInAnOpenBlock() {
        Case c = Case.of(Instance.of("1/37", "-1,2,6", "3,-2,3", "3,0,5"));
        ProvedOptimum p = c.optimum("+:+++", "+:+-+");
        Case flipped = Case.of(Instance.of("1/37", "-1,2,-6", "3,-2,-3", "3,0,-5"));
        ProvedOptimum q = flipped.optimum("-:+++", "-:+-+");
        assertThat(entries(p)).containsOnly("?");
        RationalVector form = RationalVector.of(0, 2, 3);
        assertThat(p.exactResidual().value(form)).isPresent();
        assertThat(q.exactResidual().value(form)).isPresent();
        assertForms(p, p.toString());
        assertForms(q, q.toString());
        assertClose(p.exactResidual().value(form).get(), form.dot(p.centralResidual()), "line");
        assertClose(q.exactResidual().value(form).get(), form.dot(q.centralResidual()), "flipped line");
    }

    private static void assertClose(RootSum exact, Rational center, String what) {
        Enclosure around = Enclosure.around(center, TINY);
        assertThat(exact.enclose(BITS).meets(around)).as("%s: %s", what, exact).isTrue();
    }

    /** From every set of hyperplanes the projection is the right one or none. */
    private static void assertSupports(Case c, SignedCells all, ProvedOptimum p) {
        SupportBound bound = new SupportBound(c.objective);
        bound.setResidual(p.centralResidual());
        for (int i = 0; i < all.size(); i++) {
            SignedCell cell = all.get(i);
            int[] sides = c.objective.sides(cell.cell());
            RationalVector maximiser =
                    bound.exactMaximiser(cell, sides).orElse(RationalVector.zero(c.objective.dimension()));
            List<int[]> subsets = new ArrayList<>(List.of(new int[0]));
            for (int k = 1; k <= sides.length; k++) {
                Combinations.of(sides.length, k).forEach(subsets::add);
            }
            for (int[] on : subsets) {
                ExactSupport.of(c.objective, p, cell, sides, on).ifPresent(s -> {
                    for (int j = 0; j < maximiser.size(); j++) {
                        assertClose(s.point().get(j), maximiser.get(j), cell + " of " + p);
                    }
                    Rational excess =
                            maximiser.squaredNorm().subtract(c.objective.mu().square());
                    assertThat(s.excess()).isEqualTo(excess.abs().compareTo(TINY) < 0 ? 0 : excess.signum());
                    SignedFace face = s.face(c.objective);
                    assertThat(face.sign()).isEqualTo(cell.sign());
                    for (int k = 0; k < c.objective.size(); k++) {
                        Rational product = c.objective.data().inputs().row(k).dot(maximiser);
                        assertThat(face.covector().sign(k))
                                .isEqualTo(product.abs().compareTo(TINY) < 0 ? 0 : product.signum());
                        Rational output = cell.isActive(k) ? product.multiply(cell.sign()) : Rational.ZERO;
                        assertClose(s.outputs(c.objective).get(k), output, "output " + k);
                    }
                });
            }
        }
    }

    /** Boxes that do not hold the solution, as a wrong guess: nothing about their block follows. */
    @Test
    void wrongDirectionsAreRefused() {
        Case c = Case.of(Instance.of("1/10", "1,0,16", "0,1,30"));
        ProvedOptimum p = c.optimum("+:++");
        assertThat(entries(p)).containsExactly("-8/85", "-3/17");
        List<FaceData> faces = List.of(p.data(0));
        for (long[] z : new long[][] {{-8, -15}, {8, 14}, {1, 1}, {1, 0}, {16, 31}, {-1, 1}}) {
            assertThat(guess(c, p.faces(), faces, RationalVector.of(z)).value(RationalVector.of(1, 0)))
                    .isEmpty();
        }
        assertThat(guess(c, p.faces(), faces, RationalVector.of(800, 1500)).value(RationalVector.of(1, 0)))
                .isPresent();
    }

    /** Three rays whose outputs are dependent have no masses to solve for. */
    @Test
    void dependentOutputsAreRefused() {
        Case c = Case.of(Instance.of("1/10", "1,0,16", "0,1,30"));
        List<SignedFace> rays = List.of(
                new SignedFace(1, c.optimum("+:++").faces().get(0).covector()),
                new SignedFace(1, SignedCell.parse("+:+-").cell()),
                new SignedFace(1, SignedCell.parse("+:-+").cell()));
        List<FaceData> faces =
                rays.stream().map(f -> c.prover.faces().get(f.covector())).toList();
        ExactResidual found = guess(c, rays, faces, RationalVector.of(8, 15, 3, -1, -1, 4));
        assertThat(found.objectiveValue()).isNotNull();
    }

    private static ExactResidual guess(Case c, List<SignedFace> rays, List<FaceData> faces, RationalVector neurons) {
        KktSystem system = new KktSystem(
                c.objective, faces, rays.stream().mapToInt(SignedFace::sign).toArray());
        List<Rational> unknowns = new ArrayList<>(neurons.toList());
        while (unknowns.size() < system.unknowns()) {
            unknowns.add(Rational.ZERO);
        }
        RationalVector z = RationalVector.of(unknowns);
        Rational[] radius = new Rational[z.size()];
        Arrays.fill(radius, TINY);
        Interval[] enclosures = z.toList().stream().map(Interval::of).toArray(Interval[]::new);
        SolutionBox box = SolutionBox.of(
                z,
                RationalVector.of(radius),
                enclosures,
                system.residual(z).toList().stream().map(Interval::of).toArray(Interval[]::new));
        return ExactResidual.of(c.objective, rays, faces, system, box);
    }

    /** Labels off by 10^-200 leave a guess near enough to be made; it is refused, so that no false closed form appears. */
    @Test
    void nearMissesAreRefused() {
        Rational close = Rational.parse("1e-400");
        int known = 0;
        for (String step : new String[] {"0", "1e-9", "1e-40", "1e-200", "-1e-200"}) {
            Rational label = Rational.of(30).add(Rational.parse(step));
            Case c = Case.of(Instance.of("1/10", "1,0,16", "0,1," + label, "-1,2,1"));
            for (String[] cells : new String[][] {{"+:++-"}, {"+:+++"}, {"+:+++", "+:-++"}, {"+:++-", "+:-++"}}) {
                ProvedOptimum p = c.optimum(cells);
                ProvedOptimum fine = c.prover.refined(p, 1500).orElseThrow();
                for (int k = 0; k < 3; k++) {
                    Rational center = fine.centralResidual().get(k);
                    Optional<RootSum> value = p.exactResidual().value(unit(p, k));
                    if (value.isPresent()) {
                        known++;
                        assertThat(value.get().enclose(2000).meets(Enclosure.around(center, close)))
                                .as("%s %s", step, p)
                                .isTrue();
                    }
                }
            }
        }
        assertThat(known).isPositive();
    }
}
