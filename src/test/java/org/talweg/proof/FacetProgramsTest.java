package org.talweg.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.arrangement.CellSet;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.exact.RootSum;
import org.talweg.landscape.ApproximateOptimum;
import org.talweg.landscape.ApproximateRay;
import org.talweg.landscape.Objective;
import org.talweg.landscape.RegionProgram;
import org.talweg.landscape.RegionSolver;
import org.talweg.landscape.SignedCell;
import org.talweg.solver.SequentialQuadraticSolver;

/** Programs in which neurons are held on faces. */
class FacetProgramsTest {

    private static ValueProver prover(Instance instance, RegionSolver solver) {
        Objective objective = instance.objective();
        ProofSettings settings = ProofSettings.DEFAULT;
        return new ValueProver(
                objective,
                CellSet.of(objective.arrangement()),
                solver,
                new ProgramProver(objective, settings.maximalBits()),
                settings);
    }

    private static RegionProgram program(Instance instance, List<SignedCell> cells) {
        return new RegionProgram(instance.objective(), cells);
    }

    /**
     * The hyperplane of a row (0, 0, 1) is the plane of the first two inputs: neurons on it see data without the third, and any
     * cell of those data is a face of the cells here.
     */
    @Test
    void facesOfACoordinatePlaneAreTheCellsOfTheProjectedData() {
        Random random = Seeded.random(71);
        int facets = 0;
        for (int t = 0; t < 12; t++) {
            Instance flat =
                    t % 3 == 2 ? Instance.degenerate(random, 4, 2, "1/20") : Instance.gaussian(random, 4, 2, "1/20");
            List<String> rows = new ArrayList<>();
            for (int k = 0; k < 4; k++) {
                RationalVector x = flat.data().inputs().row(k);
                rows.add(x.get(0) + "," + x.get(1) + "," + (1 + random.nextInt(5)) + ","
                        + flat.data().labels().get(k));
            }
            rows.add("0,0,1,7/2");
            Instance solid = Instance.of("1/25", rows.toArray(String[]::new));
            for (int i = 0; i < 6; i++) {
                List<SignedCell> cells = Instance.sample(random, flat.oracleCells(), 1 + i % 3).stream()
                        .map(Instance::cell)
                        .toList();
                List<SignedCell> faces = cells.stream()
                        .map(c -> new SignedCell(c.sign(), SignVector.parse(c.cell() + "0")))
                        .toList();
                ProvedValue a = prover(flat, SequentialQuadraticSolver.dual()).prove(program(flat, cells));
                ProvedValue b = prover(solid, SequentialQuadraticSolver.dual()).prove(program(solid, faces));
                ProvedValue c =
                        prover(solid, SequentialQuadraticSolver.ojAlgo()).prove(program(solid, faces));
                // Five examples instead of four, mu the same: 5 P' = 4 P + (7/2)^2.
                double expected = (4 * a.enclosure().middle().doubleValue() + 12.25) / 5;
                if (facesExist(solid, faces)) {
                    facets++;
                    assertThat(b.enclosure().middle().doubleValue())
                            .as("%s %s %s %s", solid, faces, a.outcome(), b.outcome())
                            .isCloseTo(expected, within(1e-9));
                    assertThat(c.enclosure().middle().doubleValue()).isCloseTo(expected, within(1e-9));
                    assertThat(b.outcome().proved().isPresent())
                            .isEqualTo(a.outcome().proved().isPresent());
                }
            }
        }
        assertThat(facets).isGreaterThan(30);
    }

    private static boolean facesExist(Instance instance, List<SignedCell> faces) {
        CellSet cells = CellSet.of(instance.objective().arrangement());
        return faces.stream()
                .allMatch(f -> cells.indexOf(f.cell().compose(SignVector.parse("+++++"))) >= 0
                        && cells.indexOf(f.cell().compose(SignVector.parse("-----"))) >= 0);
    }

    /** A neuron alone on a ray v of the plane: n P = |y|^2 - ((z.y - mu)_+ / |z|)^2 with z its outputs. */
    @Test
    void oneNeuronOnARay() {
        Random random = Seeded.random(72);
        for (int t = 0; t < 20; t++) {
            Instance instance = Instance.gaussian(random, 4, 2, "1/50");
            Objective objective = instance.objective();
            CellSet cells = CellSet.of(objective.arrangement());
            int i = random.nextInt(cells.size());
            int h = cells.facets(i)[random.nextInt(2)];
            int[] signs = new int[4];
            for (int k = 0; k < 4; k++) {
                signs[k] = objective.arrangement().hyperplaneOf(k) == h
                        ? 0
                        : cells.signs(i).sign(k);
            }
            double[] a = RationalVector.of(objective.arrangement().normal(h)).toDoubles();
            double[] v = {-a[1] / Math.hypot(a[0], a[1]), a[0] / Math.hypot(a[0], a[1])};
            double zy = 0;
            double zz = 0;
            double yy = 0;
            for (int k = 0; k < 4; k++) {
                double[] x = instance.data().inputs().row(k).toDoubles();
                double y = instance.data().labels().get(k).doubleValue();
                double z = signs[k] > 0 ? Math.abs(x[0] * v[0] + x[1] * v[1]) : 0;
                zy += z * y;
                zz += z * z;
                yy += y * y;
            }
            for (int s = -1; s <= 1; s += 2) {
                double gain = Math.max(0, s * zy - 4 / 50.0);
                ProvedValue value = prover(instance, SequentialQuadraticSolver.dual())
                        .prove(program(instance, List.of(new SignedCell(s, SignVector.of(signs)))));
                assertThat(value.outcome().proved()).isPresent();
                assertThat(value.enclosure().middle().doubleValue())
                        .isCloseTo((yy - (zz == 0 ? 0 : gain * gain / zz)) / 4, within(1e-10));
            }
        }
    }

    /** A guess that is far off costs the structure, not the truth: the bounds still hold. */
    @Test
    void badGuessesStillGiveBounds() {
        Random random = Seeded.random(73);
        Instance instance = Instance.gaussian(random, 4, 3, "1/50");
        Objective objective = instance.objective();
        CellSet cells = CellSet.of(objective.arrangement());
        ValueProver exact = prover(instance, SequentialQuadraticSolver.dual());
        ValueProver wrong = prover(instance, (program, start) -> {
            List<ApproximateRay> rays = new ArrayList<>();
            for (SignedCell c : program.cells()) {
                rays.add(new ApproximateRay(c, random.doubles(3, -1, 1).toArray()));
            }
            return new ApproximateOptimum(rays, RegionProgram.approximateResidual(objective, rays), 1);
        });
        for (int t = 0; t < 20; t++) {
            int i = random.nextInt(cells.size());
            int h = cells.facets(i)[0];
            int[] signs = new int[4];
            for (int k = 0; k < 4; k++) {
                signs[k] = objective.arrangement().hyperplaneOf(k) == h
                        ? 0
                        : cells.signs(i).sign(k);
            }
            RegionProgram program = program(
                    instance,
                    List.of(
                            new SignedCell(1, SignVector.of(signs)),
                            new SignedCell(-1, cells.signs(random.nextInt(cells.size())))));
            ProvedValue value = exact.prove(program);
            ProvedValue loose = wrong.prove(program);
            assertThat(value.enclosure().meets(loose.enclosure())).isTrue();
            assertThat(exact.isBelow(value, loose)).isFalse();
        }
    }

    @Test
    void exactValuesAreInsideTheirEnclosures() {
        Random random = Seeded.random(74);
        int exact = 0;
        for (int t = 0; t < 20; t++) {
            Instance instance =
                    t % 2 == 0 ? Instance.gaussian(random, 3, 1, "1/20") : Instance.degenerate(random, 3, 2, "1/20");
            ValueProver prover = prover(instance, SequentialQuadraticSolver.dual());
            List<SignedCell> cells = Instance.sample(random, instance.oracleCells(), 2).stream()
                    .map(Instance::cell)
                    .toList();
            ProvedValue value = prover.prove(program(instance, cells));
            if (value.outcome().proved().isPresent()) {
                ProvedOptimum p = value.outcome().proved().get();
                if (p.exactValue().flatMap(RootSum::rational).isPresent()) {
                    Rational v = p.exactValue().get().rational().get();
                    assertThat(p.value().contains(v)).isTrue();
                    assertThat(value.enclosure().lower()).isEqualTo(v);
                    exact++;
                }
            }
        }
        assertThat(exact).isGreaterThan(8);
    }
}
