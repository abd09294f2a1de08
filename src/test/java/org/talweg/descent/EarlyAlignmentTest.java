package org.talweg.descent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.talweg.Seeded;
import org.talweg.analysis.Analysis;
import org.talweg.analysis.Effort;
import org.talweg.data.Dataset;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Problem;
import org.talweg.numeric.DoubleVectors;

/** The directions that attract tiny neurons, against random neurons that turn for a long time under the residual -y. */
class EarlyAlignmentTest {

    private static Dataset data(Random random, int n, int d) {
        double[][] x = new double[n][d];
        for (double[] row : x) {
            for (int i = 0; i < d; i++) {
                row[i] = random.nextInt(5) - 2;
            }
        }
        if (random.nextInt(3) == 0) {
            x[n - 1] = Arrays.stream(x[0]).map(e -> -e).toArray();
        }
        double[] y = random.ints(n, -3, 4).asDoubleStream().toArray();
        return new Dataset(
                RationalMatrix.ofRows(Arrays.stream(x).map(RationalVector::of).toList(), d), RationalVector.of(y));
    }

    @Test
    void neuronsThatGrowEndAtThem() {
        Random random = Seeded.random(81);
        int grown = 0;
        for (int trial = 0; trial < 30; trial++) {
            Dataset data = data(random, 2 + random.nextInt(3), 1 + random.nextInt(3));
            Analysis analysis = Analysis.of(Problem.of(data, "1/100"), Effort.DEFAULT.withNodes(1));
            List<EarlyAlignment.Attractor> attractors =
                    EarlyAlignment.of(analysis, 1).attractors();
            Rows rows = new Rows(analysis.objective());
            NeuronFlow flow = new NeuronFlow(rows, 0.01);
            NeuronFlow.Pull pull = flow.pull(data.labels().negate().toDoubles());
            for (int draw = 0; draw < 40; draw++) {
                double[] w = random.doubles(data.dimension(), -1, 1).toArray();
                double length = DoubleVectors.norm(w);
                Neuron neuron = Neuron.of(random.nextBoolean() ? length : -length, w, rows);
                for (int i = 0; i < 200; i++) {
                    flow.move(neuron, pull, 5);
                }
                if (flow.growth(neuron.copy(), pull) > 1e-6) {
                    grown++;
                    assertThat(attractors)
                            .as("trial %d: %s %s", trial, data.inputs(), data.labels())
                            .anyMatch(at -> isAt(at, neuron));
                }
            }
        }
        assertThat(grown).isGreaterThan(200);
    }

    private static boolean isAt(EarlyAlignment.Attractor at, Neuron neuron) {
        double[] p = at.point().toDoubles();
        double cosine = DoubleVectors.dot(p, neuron.w) / (DoubleVectors.norm(p) * DoubleVectors.norm(neuron.w));
        return at.face().sign() == neuron.sign() && cosine > 1 - 1e-6;
    }
}
