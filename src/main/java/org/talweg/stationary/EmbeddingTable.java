package org.talweg.stationary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.talweg.arrangement.Arrangement;
import org.talweg.data.VectorDataset;
import org.talweg.data.VectorNetwork;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.exact.Truth;
import org.talweg.numeric.RandomStreams;

/**
 * Random embeddings of one stationary network in wider ones, each decided, beside what theorem N6 says of it from the narrow network alone.
 *
 * @param rows one a kind of embedding
 */
public record EmbeddingTable(List<Row> rows) {

    /**
     * The embeddings of one kind.
     *
     * @param stationary those that stayed stationary
     * @param minima those that are local minima
     * @param open those of which it is open
     * @param predicted those of which the theory says whether they are local minima
     * @param agreeing those of them, and decided, of which it is so
     */
    public record Row(String kind, int embeddings, int stationary, int minima, int open, int predicted, int agreeing) {}

    /** An embedding and what is said of it. */
    private record Case(VectorNetwork wide, Optional<Truth> predicted) {}

    /** Decides {@code runs} random embeddings of each kind. */
    public static EmbeddingTable of(VectorDataset data, Stationarity narrow, int runs, long seed) {
        Maker maker = new Maker(data, narrow, seed);
        List<Row> rows = new ArrayList<>();
        rows.add(row(data, "replicate, all parts positive", runs, maker::positiveParts));
        rows.add(row(data, "replicate, a part zero", runs, maker::zeroPart));
        rows.add(row(data, "replicate, a part negative", runs, maker::negativePart));
        maker.inactivePoint().ifPresent(w -> rows.add(row(data, "inactive", runs, run -> maker.inactive(run, w))));
        rows.add(row(data, "propagate", runs, maker::propagated));
        return new EmbeddingTable(rows);
    }

    private static Row row(VectorDataset data, String kind, int runs, IntFunction<Case> maker) {
        StationaryClassifier classifier = new StationaryClassifier(data);
        int stationary = 0;
        int minima = 0;
        int open = 0;
        int predicted = 0;
        int agreeing = 0;
        for (int run = 0; run < runs; run++) {
            Case made = maker.apply(run);
            Stationarity found = classifier.classify(made.wide);
            stationary += found.stationary() == Truth.YES ? 1 : 0;
            minima += found.localMinimum() == Truth.YES ? 1 : 0;
            open += found.localMinimum() == Truth.OPEN ? 1 : 0;
            if (made.predicted.isPresent() && made.predicted.get() != Truth.OPEN) {
                predicted++;
                agreeing += found.localMinimum() == made.predicted.get() ? 1 : 0;
            }
        }
        return new Row(kind, runs, stationary, minima, open, predicted, agreeing);
    }

    private static final class Maker {

        private final VectorDataset data;
        private final Stationarity narrow;
        private final VectorNetwork network;
        private final long seed;

        Maker(VectorDataset data, Stationarity narrow, long seed) {
            this.data = data;
            this.narrow = narrow;
            this.network = narrow.network();
            this.seed = seed;
        }

        private static Rational positive(UniformRandomProvider random) {
            return Rational.of(1 + random.nextInt(9), 1 + random.nextInt(9));
        }

        private Case replicated(UniformRandomProvider random, List<Rational> parts) {
            int j = random.nextInt(network.width());
            List<Rational> beta = parts.stream().map(g -> positive(random)).toList();
            return new Case(Embedding.replicate(network, j, parts, beta), Embedding.predictedMinimum(narrow, j, parts));
        }

        Case positiveParts(int run) {
            UniformRandomProvider random = RandomStreams.of(seed, 1, run);
            List<Rational> weights = List.of(positive(random), positive(random), positive(random));
            Rational sum = weights.stream().reduce(Rational.ZERO, Rational::add);
            return replicated(random, weights.stream().map(w -> w.divide(sum)).toList());
        }

        Case zeroPart(int run) {
            return replicated(RandomStreams.of(seed, 2, run), List.of(Rational.ONE, Rational.ZERO));
        }

        Case negativePart(int run) {
            UniformRandomProvider random = RandomStreams.of(seed, 3, run);
            Rational part = positive(random);
            return replicated(random, List.of(Rational.ONE.add(part), part.negate()));
        }

        /** Weights at which no row is active, if there are any. */
        Optional<RationalVector> inactivePoint() {
            return network.activation().minus().isZero()
                    ? Embedding.inactivePoint(Arrangement.of(data.inputs()))
                    : Optional.empty();
        }

        Case inactive(int run, RationalVector w) {
            UniformRandomProvider random = RandomStreams.of(seed, 4, run);
            RationalVector a = integers(random, network.outputs());
            boolean one = network.outputs() == 1 && narrow.stationary() == Truth.YES;
            return new Case(
                    Embedding.add(network, a, w.multiply(positive(random))),
                    one ? Optional.of(narrow.localMinimum()) : Optional.empty());
        }

        private static RationalVector integers(UniformRandomProvider random, int size) {
            Rational[] entries = new Rational[size];
            for (int i = 0; i < size; i++) {
                entries[i] = Rational.of(random.nextInt(7) - 3L);
            }
            return RationalVector.of(entries);
        }

        /** Output weight zero; the weights are random, or those of a neuron, where it feels nothing more often. */
        Case propagated(int run) {
            UniformRandomProvider random = RandomStreams.of(seed, 5, run);
            RationalVector w = random.nextBoolean()
                    ? integers(random, network.dimension())
                    : network.w().row(random.nextInt(network.width())).multiply(positive(random));
            RationalMatrix residual = network.residual(data);
            OneSidedDerivative d =
                    new OneSidedDerivative(Arrangement.of(data.inputs()), residual, network.activation(), w);
            Optional<Truth> predicted = Optional.empty();
            if (narrow.stationary() == Truth.YES) {
                boolean falls = !d.value().isZero() || d.isFelt();
                predicted = falls
                        ? Optional.of(Truth.NO)
                        : network.outputs() == 1 ? Optional.of(narrow.localMinimum()) : Optional.empty();
            }
            return new Case(Embedding.add(network, RationalVector.zero(network.outputs()), w), predicted);
        }
    }
}
