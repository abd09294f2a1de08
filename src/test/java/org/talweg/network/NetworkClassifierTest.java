package org.talweg.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.talweg.arrangement.CellSet;
import org.talweg.data.Dataset;
import org.talweg.data.Network;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.exact.Truth;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedCells;
import org.talweg.network.NeuronEscape.Kind;

public class NetworkClassifierTest {

    private static final Rational THIRD = Rational.of(1, 3);

    static RationalVector vector(String numbers) {
        return RationalVector.of(
                Arrays.stream(numbers.split(" ")).map(Rational::parse).toArray(Rational[]::new));
    }

    static RationalMatrix matrix(String... rows) {
        List<RationalVector> vectors =
                Stream.of(rows).map(NetworkClassifierTest::vector).toList();
        return RationalMatrix.ofRows(vectors, vectors.get(0).size());
    }

    private static Network network(String a, String... w) {
        return new Network(vector(a), matrix(w));
    }

    private static Dataset orthonormal(String labels) {
        RationalVector y = vector(labels);
        return new Dataset(RationalMatrix.identity(y.size()), y);
    }

    /** Classifies, and checks every direction that is reported. */
    public static Classification classify(Dataset data, Rational lambda, Network network) {
        Objective objective = new Objective(data, lambda);
        SignedCells cells = SignedCells.all(objective, CellSet.of(objective.arrangement()));
        Classification c = new NetworkClassifier(objective, Optional.of(cells), data.size()).classify(network);
        assertThat(c.loss()).isEqualTo(PlainLoss.loss(data, lambda, network));
        assertThat(c.localMinimum()).isEqualTo(c.descent().isPresent() ? Truth.NO : Truth.YES);
        assertThat(c.stationary()).isNotEqualTo(Truth.OPEN);
        assertThat(c.clarke()).isNotEqualTo(Truth.OPEN);
        c.descent().ifPresent(d -> PlainLoss.assertLowers(data, lambda, network, d));
        c.escapes()
                .forEach(e -> PlainLoss.assertRate(data, lambda, network, direction(network, e), e.order(), e.rate()));
        return c;
    }

    private static Network direction(Network network, NeuronEscape e) {
        Rational[] a = RationalVector.zero(network.width()).toList().toArray(Rational[]::new);
        RationalVector[] w = new RationalVector[a.length];
        Arrays.fill(w, RationalVector.zero(network.dimension()));
        a[e.neuron()] = e.a();
        w[e.neuron()] = e.w();
        return new Network(RationalVector.of(a), RationalMatrix.ofRows(List.of(w), network.dimension()));
    }

    private static void assertKinds(Classification c, Kind... kinds) {
        assertThat(c.escapes().map(NeuronEscape::kind)).containsExactly(kinds);
    }

    private static void assertTruths(Classification c, Truth stationary, Truth clarke, Truth local, Truth global) {
        assertThat(List.of(c.stationary(), c.clarke(), c.localMinimum(), c.globalMinimum()))
                .containsExactly(stationary, clarke, local, global);
    }

    // Labels (3, 4, -10), mu = 1: the + ray is (3, 4, 0)/5 of mass 4, the - ray (0, 0, 1) of mass 9.

    @Test
    void bothRaysAreTheGlobalMinimum() {
        Network net = network("2 -3", "6/5 8/5 0", "0 0 3");
        Classification c = classify(orthonormal("3 4 -10"), THIRD, net);
        assertTruths(c, Truth.YES, Truth.YES, Truth.YES, Truth.YES);
        // Value of theorem T8: (125 - 16 - 81) / 3.
        assertThat(c.loss()).isEqualTo(Rational.of(28, 3));
        assertThat(c.faces().toString()).isEqualTo("[++0, 00+]");
    }

    @Test
    void aZeroNeuronBesideTheGlobalMinimumStaysThere() {
        Network net = network("2 0 -3", "6/5 8/5 0", "0 0 0", "0 0 3");
        assertTruths(classify(orthonormal("3 4 -10"), THIRD, net), Truth.YES, Truth.YES, Truth.YES, Truth.YES);
    }

    @Test
    void oneRayIsASpuriousMinimum() {
        // Below width n it is not known without the optimum that the width suffices for a lower loss.
        Network one = network("2", "6/5 8/5 0");
        assertTruths(classify(orthonormal("3 4 -10"), THIRD, one), Truth.YES, Truth.YES, Truth.YES, Truth.OPEN);
        // The same ray, its mass split: 4 = 64/25 + 36/25.
        Network two = network("8/5 6/5", "24/25 32/25 0", "18/25 24/25 0");
        assertTruths(classify(orthonormal("3 4 -10"), THIRD, two), Truth.YES, Truth.YES, Truth.YES, Truth.OPEN);
        Objective objective = new Objective(orthonormal("3 4 -10"), THIRD);
        SignedCells cells = SignedCells.all(objective, CellSet.of(objective.arrangement()));
        assertThat(new NetworkClassifier(objective, Optional.of(cells), 2)
                        .classify(two)
                        .globalMinimum())
                .isEqualTo(Truth.NO);
    }

    @Test
    void aZeroNeuronBesideASpuriousMinimumIsSwitchedOn() {
        Network net = network("2 0", "6/5 8/5 0", "0 0 0");
        Classification c = classify(orthonormal("3 4 -10"), THIRD, net);
        assertTruths(c, Truth.YES, Truth.YES, Truth.NO, Truth.NO);
        assertKinds(c, Kind.SWITCH_ON);
        NeuronEscape escape = c.escapes().findFirst().orElseThrow();
        assertThat(escape.neuron()).isEqualTo(1);
        assertThat(escape.into().orElseThrow().sign()).isEqualTo(-1);
        assertThat(c.descent().orElseThrow().order()).isEqualTo(2);
    }

    @Test
    void theZeroNetworkIsAMinimumExactlyIfDecayWins() {
        Network zero = network("0", "0 0");
        // h_c(-y) is 5 at most, and mu = 2 lambda.
        assertTruths(classify(orthonormal("3 4"), Rational.of(5, 2), zero), Truth.YES, Truth.YES, Truth.YES, Truth.YES);
        assertTruths(
                classify(orthonormal("3 4"), Rational.parse("2.4999999999999999999999999"), zero),
                Truth.YES,
                Truth.YES,
                Truth.NO,
                Truth.NO);
    }

    @Test
    void anUnbalancedNeuronIsNotStationary() {
        Network net = network("3", "4/5 16/15 0");
        Classification c = classify(orthonormal("3 4 -10"), THIRD, net);
        assertTruths(c, Truth.NO, Truth.NO, Truth.NO, Truth.NO);
        assertThat(c.escapes().map(NeuronEscape::kind)).contains(Kind.UNBALANCED);
    }

    @Test
    void halfANeuronLosesItsOtherHalf() {
        Dataset data = orthonormal("3 4 -10");
        Classification output = classify(data, THIRD, network("2 -3 1", "6/5 8/5 0", "0 0 3", "0 0 0"));
        assertTruths(output, Truth.NO, Truth.NO, Truth.NO, Truth.NO);
        assertKinds(output, Kind.UNBALANCED);
        // Weights without output: decay pulls them down, and the output weight has a gradient.
        Classification input = classify(data, THIRD, network("0", "0 0 1"));
        assertKinds(input, Kind.UNBALANCED, Kind.GRADIENT);
        // All rows inactive: decay only.
        assertKinds(classify(data, THIRD, network("0", "0 0 -1")), Kind.UNBALANCED);
    }

    @Test
    void theLeastPerturbationIsSeen() {
        Rational e = Rational.parse("1e-300");
        Dataset data = orthonormal("3 4 -10");
        Network net = network("2 -3", "6/5 8/5 0", "0 0 3");
        Network along = net.moved(network("1 0", "3/5 4/5 0", "0 0 0"), e);
        assertKinds(classify(data, THIRD, along), Kind.GRADIENT);
        Network off = net.moved(network("1 0", "0 0 0", "0 0 0"), e);
        assertThat(classify(data, THIRD, off).escapes().map(NeuronEscape::kind)).contains(Kind.UNBALANCED);
        // Turned by a tiny exact angle, into the row with the negative label: balanced, not stationary.
        Rational t = Rational.parse("1e-30");
        Rational c = Rational.ONE.subtract(t.square()).divide(Rational.ONE.add(t.square()));
        Rational s = t.multiply(2).divide(Rational.ONE.add(t.square()));
        RationalVector turned = vector("6/5 8/5 0").multiply(c).combine(vector("0 0 2"), s);
        Network rotated = new Network(vector("2"), RationalMatrix.ofRows(List.of(turned), 3));
        assertThat(rotated.imbalance(0)).isEqualTo(Rational.ZERO);
        assertKinds(classify(data, THIRD, rotated), Kind.GRADIENT);
    }

    @Test
    void aConcaveKinkPassesClarkeAndEscapes() {
        // Only the first of two positive labels is fitted: mass 5 - 1 = 4.
        Classification c = classify(orthonormal("5 2 -3"), THIRD, network("2", "2 0 0"));
        assertTruths(c, Truth.NO, Truth.YES, Truth.NO, Truth.NO);
        assertKinds(c, Kind.CONCAVE_KINK);
        NeuronEscape escape = c.escapes().findFirst().orElseThrow();
        assertThat(escape.w()).isEqualTo(vector("0 1 0"));
        // (2/n) a r_2 = (2/3) 2 (-2).
        assertThat(escape.rate()).isEqualTo(Rational.of(-8, 3));
    }

    @Test
    void aBorderThatHoldsOnlyOneSideFailsClarke() {
        // Rows (1, 0), (1, 1): the neuron (1, 0) on no hyperplane of theirs; with (0, 1) it lies on one.
        RationalMatrix x = matrix("1 0", "1 1", "0 1");
        // mu = 3/2; r_1 + r_2 = -3/2 makes the radial part vanish; gamma is r_2 on the normal (0, 1).
        Network net = network("1", "1 0");
        RationalVector h = net.outputs(x);
        Dataset falls = new Dataset(x, h.subtract(vector("-5/2 1 0")));
        Classification c = classify(falls, Rational.of(1, 2), net);
        assertTruths(c, Truth.NO, Truth.NO, Truth.NO, Truth.NO);
        assertKinds(c, Kind.KINK);
        Dataset held = new Dataset(x, h.subtract(vector("-1/2 -1 2")));
        assertThat(classify(held, Rational.of(1, 2), net).localMinimum()).isEqualTo(Truth.YES);
        // A multiplier that is exactly zero is legal.
        Dataset tie = new Dataset(x, h.subtract(vector("-1/2 -1 1")));
        assertThat(classify(tie, Rational.of(1, 2), net).localMinimum()).isEqualTo(Truth.YES);
        Dataset beyond = new Dataset(x, h.subtract(vector("-1/2 -1 0.999999999999999999999999")));
        assertTruths(classify(beyond, Rational.of(1, 2), net), Truth.NO, Truth.NO, Truth.NO, Truth.NO);
    }

    private static final RationalMatrix DEPENDENT = matrix("1 0 0", "0 1 0", "1 1 0", "1 1 1");

    @Test
    void dependentNormalsCanHoldAConcaveEscape() {
        // Tangent plane: kappa = (1, 1, -1), g = (-e, -e) with e = 1/4.
        Dataset data = new Dataset(DEPENDENT, vector("-1 -1 1 5/4"));
        Classification c = classify(data, Rational.of(1, 16), network("1", "0 0 1"));
        assertTruths(c, Truth.NO, Truth.YES, Truth.NO, Truth.NO);
        assertKinds(c, Kind.CONCAVE_KINK);
    }

    @Test
    void dependentNormalsNeedTheHullOfTheCellsAndNotTheSumOfSegments() {
        // g = (-0.9, -0.9) is in the sum of the segments [0, kappa_k] x_k; the hull of the six gradients does not hold
        // 0.
        Dataset data = new Dataset(DEPENDENT, vector("-1 -1 1 19/10"));
        Classification c = classify(data, Rational.of(9, 40), network("1", "0 0 1"));
        assertTruths(c, Truth.NO, Truth.NO, Truth.NO, Truth.NO);
        assertKinds(c, Kind.KINK);
        // At e = 1/2 zero lies on the hull's border: Clarke-stationary by a hair.
        Dataset edge = new Dataset(DEPENDENT, vector("-1 -1 1 3/2"));
        assertThat(classify(edge, Rational.of(1, 8), network("1", "0 0 1")).clarke())
                .isEqualTo(Truth.YES);
        Rational above = Rational.of(1, 2).add(Rational.parse("1e-40"));
        Dataset past = new Dataset(
                DEPENDENT, RationalVector.of(Rational.of(-1), Rational.of(-1), Rational.ONE, Rational.ONE.add(above)));
        assertThat(classify(past, above.divide(Rational.of(4)), network("1", "0 0 1"))
                        .clarke())
                .isEqualTo(Truth.NO);
    }

    @Test
    void dependentNormalsCanHoldAMinimum() {
        // All kappa positive and g = (-1/4, -1/4): f' = (z_1)_+ + (z_2)_+ + (z_1 + z_2)_+ - (z_1 + z_2)/4 falls at (-1,
        // -1)?
        // No: there it is 1/2. At (1, 0) it is 7/4.
        Dataset data = new Dataset(DEPENDENT, vector("-1 -1 -1 5/4"));
        Classification c = classify(data, Rational.of(1, 16), network("1", "0 0 1"));
        assertThat(c.stationary()).isEqualTo(Truth.YES);
        assertThat(c.localMinimum()).isEqualTo(Truth.YES);
    }

    @Test
    void repeatedOppositeAndZeroRowsShareHyperplanes() {
        RationalMatrix x = matrix("1 0", "0 1", "0 2", "0 -1", "0 0");
        Network net = network("1", "1 0");
        // r_1 = -mu, kappa+ = r_2 + 2 r_3 = 1 - 2, kappa- = r_4.
        Dataset down = new Dataset(x, net.outputs(x).subtract(vector("-5 1 -1 3 7")));
        Classification c = classify(down, Rational.ONE, net);
        assertKinds(c, Kind.KINK);
        Dataset held = new Dataset(x, net.outputs(x).subtract(vector("-5 1 -1/2 0 7")));
        assertThat(classify(held, Rational.ONE, net).stationary()).isEqualTo(Truth.YES);
    }

    @Test
    void inputsBeyondTheRowSpaceOnlyCostNorm() {
        // The third coordinate is in no row: weight there is decay for nothing, and balanced.
        Dataset data = new Dataset(matrix("1 0 0", "0 1 0"), vector("3 -4"));
        Classification c = classify(data, Rational.of(1, 2), network("5", "3 0 4"));
        assertKinds(c, Kind.GRADIENT);
        NeuronEscape escape = c.escapes().findFirst().orElseThrow();
        assertThat(escape.w().get(2)).isLessThan(Rational.ZERO);
    }

    @Test
    void withoutCellsOnlyZeroNeuronsAndGlobalityStayOpen() {
        Objective objective = new Objective(orthonormal("3 4 -10"), THIRD);
        NetworkClassifier classifier = new NetworkClassifier(objective, Optional.empty(), 3);
        assertTruths(classifier.classify(network("2", "6/5 8/5 0")), Truth.YES, Truth.YES, Truth.YES, Truth.OPEN);
        Classification zero = classifier.classify(network("2 0", "6/5 8/5 0", "0 0 0"));
        assertTruths(zero, Truth.YES, Truth.YES, Truth.OPEN, Truth.OPEN);
        assertThat(zero.reason()).contains("not enumerated");
        assertTruths(classifier.classify(network("2", "1 1 0")), Truth.NO, Truth.NO, Truth.NO, Truth.NO);
    }

    @Test
    void tooManyDependentHyperplanesAreLeftOpen() {
        // 40 hyperplanes of rank 5 through one ray: C(40, 4) = 91390 lines.
        RationalVector[] rows = new RationalVector[41];
        for (long k = 0; k < 40; k++) {
            rows[(int) k] = RationalVector.of(1, k, k * k, k * k * k, k * k * k * k, 0);
        }
        rows[40] = RationalVector.unit(6, 5);
        RationalMatrix x = RationalMatrix.ofRows(List.of(rows), 6);
        Network net = network("1", "0 0 0 0 0 1");
        Dataset data = new Dataset(x, net.outputs(x).add(RationalVector.unit(41, 40)));
        Objective objective = new Objective(data, Rational.of(1, 41));
        Classification c = new NetworkClassifier(objective, Optional.empty(), 41).classify(net);
        assertTruths(c, Truth.OPEN, Truth.OPEN, Truth.OPEN, Truth.OPEN);
        assertThat(c.reason()).contains("neuron 1 lies on 40 dependent hyperplanes");
    }

    @Test
    void refusesAnotherNumberOfInputs() {
        Objective objective = new Objective(orthonormal("3 4"), THIRD);
        NetworkClassifier classifier = new NetworkClassifier(objective, Optional.empty(), 2);
        assertThatThrownBy(() -> classifier.classify(network("1", "1 2 3")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 inputs");
    }
}
