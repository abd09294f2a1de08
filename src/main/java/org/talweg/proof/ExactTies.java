package org.talweg.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.exact.RootSum;
import org.talweg.exact.Truth;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedFace;
import org.talweg.support.SupportBound;

/**
 * Signed cells whose support function reaches mu at an optimum without hosting a ray of it, found exactly (theorem T14 (d)). Their
 * maximisers are rays on which other optima may have mass; none has, if their outputs and those of the optimum's rays are
 * linearly independent. A workspace: not thread-safe.
 */
public final class ExactTies {

    private static final int BITS = 128;

    private final Objective objective;
    private final ProvedOptimum optimum;
    private final Map<SignedFace, List<RootSum>> outputs = new TreeMap<>();

    /** No ties yet. */
    public ExactTies(Objective objective, ProvedOptimum optimum) {
        this.objective = objective;
        this.optimum = optimum;
    }

    /**
     * Whether {@code h_c(r) <= mu}, for a cell in no star of the optimum's rays; open if the residual has no closed form that decides it.
     * Where both are equal the tie is remembered.
     *
     * @param bound at a residual close to r, to guess from
     */
    public Truth isAtMostMu(SignedCell c, int[] sides, SupportBound bound) {
        if (!optimum.box().isRefined()) {
            return Truth.OPEN;
        }
        Optional<ExactSupport> support =
                ExactSupport.of(objective, optimum, c, sides, bound.approximateSupport(c.sign(), sides));
        if (support.isEmpty()) {
            return Truth.OPEN;
        }
        if (support.get().excess() == 0) {
            outputs.putIfAbsent(support.get().face(objective), support.get().outputs(objective));
        }
        return support.get().excess() <= 0 ? Truth.YES : Truth.NO;
    }

    /** The faces of the tied maximisers. */
    Set<SignedFace> faces() {
        return outputs.keySet();
    }

    /**
     * True if it is proved that no optimum has mass on a tied ray, because the outputs of all rays are linearly independent: for the
     * matrix A of their centers, L a left inverse of it and E the errors of the centers, {@code L (A + E) = I + L E} is regular if the
     * row sums of {@code |L| |E|} are below 1.
     */
    public boolean haveNoMass() {
        List<RationalVector> centers = new ArrayList<>();
        List<RationalVector> errors = new ArrayList<>();
        for (List<RootSum> output : outputs.values()) {
            List<Enclosure> entries = output.stream().map(e -> e.enclose(BITS)).toList();
            centers.add(
                    RationalVector.of(entries.stream().map(Enclosure::middle).toList()));
            errors.add(RationalVector.of(entries.stream().map(Enclosure::width).toList()));
        }
        for (int i = 0; i < optimum.faces().size(); i++) {
            centers.add(optimum.centralOutputs(i));
            errors.add(optimum.outputErrors(i));
        }
        RationalMatrix transposed = RationalMatrix.ofRows(centers, objective.size());
        if (transposed.rank() < transposed.rows()) {
            return false;
        }
        RationalMatrix left =
                transposed.multiply(transposed.transpose()).inverse().multiply(transposed);
        for (int i = 0; i < left.rows(); i++) {
            RationalVector row = left.row(i).map(Rational::abs);
            Rational sum = Rational.ZERO;
            for (RationalVector error : errors) {
                sum = sum.add(row.dot(error));
            }
            if (sum.compareTo(Rational.ONE) >= 0) {
                return false;
            }
        }
        return true;
    }
}
