package org.talweg.network;

import java.util.ArrayList;
import java.util.List;
import org.talweg.arrangement.SignVector;
import org.talweg.data.Network;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Objective;

/**
 * A network as a point of the landscape of an objective: its loss, residual and one-sided derivatives, all exact, since in the
 * weights themselves (unlike in {@code u = |a| w}) no square root occurs.
 *
 * <p>With A the rows active at neuron j, B the rows on its hyperplanes,
 * <pre>  dL/da_j = (2/n) sum_A r_k x_k.w_j + 2 lambda a_j
 *  L'(w_j; delta) = (2/n) a_j (sum_A r_k x_k.delta + sum_B r_k (x_k.delta)_+) + 2 lambda w_j.delta</pre>
 * and the one-sided derivative in a joint direction is the sum over the neurons. That holds at zero weights too.
 */
public final class NetworkPoint {

    private final Objective objective;
    private final Network network;
    private final RationalVector residual;
    private final Rational loss;
    private final List<SignVector> faces = new ArrayList<>();
    private final List<RationalVector> activeSums = new ArrayList<>();

    public NetworkPoint(Objective objective, Network network) {
        this.objective = objective;
        this.network = network;
        this.residual = residual(objective, network);
        this.loss = loss(objective, network, residual);
        for (int j = 0; j < network.width(); j++) {
            faces.add(objective.arrangement().faceOf(network.w().row(j)));
            activeSums.add(sumOverActive(faces.get(j)));
        }
    }

    /** {@code sum_A r_k x_k}. */
    private RationalVector sumOverActive(SignVector face) {
        RationalVector sum = RationalVector.zero(objective.dimension());
        for (int k = 0; k < objective.size(); k++) {
            if (face.sign(k) > 0) {
                sum = sum.combine(objective.data().inputs().row(k), residual.get(k));
            }
        }
        return sum;
    }

    private static RationalVector residual(Objective objective, Network network) {
        return network.outputs(objective.data().inputs())
                .subtract(objective.data().labels());
    }

    private static Rational loss(Objective objective, Network network, RationalVector residual) {
        return residual.squaredNorm()
                .divide(Rational.of(objective.size()))
                .add(objective.lambda().multiply(network.penalty()));
    }

    /** {@code (1/n) |h - y|^2 + lambda (|a|^2 + |w|^2)}, exact. */
    static Rational loss(Objective objective, Network network) {
        return loss(objective, network, residual(objective, network));
    }

    Objective objective() {
        return objective;
    }

    Network network() {
        return network;
    }

    /** {@code h - y}. */
    RationalVector residual() {
        return residual;
    }

    Rational loss() {
        return loss;
    }

    /** The face that w_j lies on. */
    public SignVector face(int j) {
        return faces.get(j);
    }

    /** True if {@code a_j = 0} and {@code w_j = 0}. */
    boolean isZero(int j) {
        return network.a().get(j).isZero() && network.w().row(j).isZero();
    }

    /** {@code dL/da_j}. */
    Rational outputDerivative(int j) {
        Rational sum = activeSums.get(j).dot(network.w().row(j)).multiply(2).divide(Rational.of(objective.size()));
        return sum.add(objective.lambda().multiply(2).multiply(network.a().get(j)));
    }

    /** {@code (2/n) a_j sum_A r_k x_k + 2 lambda w_j}: the derivative in w_j along the face. */
    RationalVector gradient(int j) {
        RationalVector decay = network.w().row(j).multiply(objective.lambda().multiply(2));
        return decay.combine(activeSums.get(j), kinkFactor(j));
    }

    /** {@code (2/n) a_j}: row k on a hyperplane adds this times {@code r_k (x_k.delta)_+} to the derivative. */
    Rational kinkFactor(int j) {
        return network.a().get(j).multiply(2).divide(Rational.of(objective.size()));
    }

    /** The one-sided derivative when a_j moves by {@code alpha} and w_j by {@code delta}. */
    Rational derivative(int j, Rational alpha, RationalVector delta) {
        Rational kinks = Rational.ZERO;
        for (int k = 0; k < objective.size(); k++) {
            if (faces.get(j).sign(k) == 0) {
                Rational change = objective.data().inputs().row(k).dot(delta);
                kinks = kinks.add(change.max(Rational.ZERO).multiply(residual.get(k)));
            }
        }
        return outputDerivative(j).multiply(alpha).add(gradient(j).dot(delta)).add(kinks.multiply(kinkFactor(j)));
    }

    /**
     * The coefficient of t^2 in the loss when a neuron at zero moves to {@code (t alpha, t delta)}; that of t is zero:
     * {@code (2/n) alpha sum_k r_k (x_k.delta)_+ + lambda (alpha^2 + |delta|^2)}.
     */
    Rational secondOrderAtZero(Rational alpha, RationalVector delta) {
        RationalVector active = objective.data().inputs().multiply(delta).map(e -> e.max(Rational.ZERO));
        Rational fit = active.dot(residual).multiply(alpha).multiply(2).divide(Rational.of(objective.size()));
        return fit.add(objective.lambda().multiply(alpha.square().add(delta.squaredNorm())));
    }
}
