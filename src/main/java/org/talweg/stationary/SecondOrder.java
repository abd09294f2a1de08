package org.talweg.stationary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.talweg.data.Activation;
import org.talweg.data.VectorDataset;
import org.talweg.data.VectorNetwork;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.exact.Truth;

/**
 * The second-order decision at a stationary network of several outputs where neurons with {@code a_j != 0} escape (theorem N5). On each product of faces of the fans along which the loss
 * is flat to first order, the loss changes by
 * <pre>  Q = (1/n) ( 2 sum_j b_j.D_j(v_j) + |sum_j rho(X w_j) b_j' + psi_j(v_j) a_j'|^2 ) + O(3)</pre>
 * with {@code psi_j(v)} the change of {@code rho(X w_j)}, linear on a face. The variables that have both signs (b and the directions within the hyperplanes, without the scaling
 * {@code (-a_j, w_j)}) are eliminated exactly; {@link Copositivity} decides about the coefficients of the rays.
 *
 * <p>Cost: at most {@value #MOST_PRODUCTS} products of faces, each with a cubic elimination and 2^rays determinants; larger ones are left open.
 */
final class SecondOrder {

    private static final int MOST_PRODUCTS = 2000;
    private static final int MOST_RAYS = 10;
    private static final int MOST_VARIABLES = 100;

    /** The answer; with a way down if it is no. */
    record Decision(Truth minimum, String reason, Optional<Way> way) {}

    private final VectorDataset data;
    private final VectorNetwork network;
    private final List<OneSidedDerivative> derivatives;

    private SecondOrder(VectorDataset data, VectorNetwork network, List<OneSidedDerivative> derivatives) {
        this.data = data;
        this.network = network;
        this.derivatives = derivatives;
    }

    static Decision of(VectorDataset data, VectorNetwork network, List<OneSidedDerivative> derivatives) {
        return new SecondOrder(data, network, derivatives).decide();
    }

    private Decision decide() {
        List<List<List<Variable>>> choices = new ArrayList<>();
        long products = 1;
        for (int j = 0; j < network.width(); j++) {
            if (isWithoutEffect(j)) {
                continue;
            }
            if (!LocalFan.isFeasible(derivatives.get(j).boundary())) {
                return open("neuron " + (j + 1) + " lies on dependent hyperplanes that cut out too many rays");
            }
            List<List<Variable>> own = variables(j);
            choices.add(own);
            products *= own.size();
            if (products > MOST_PRODUCTS) {
                return open("more than " + MOST_PRODUCTS + " products of flat faces");
            }
        }
        Decision weakest = new Decision(
                Truth.YES,
                "stationary, and the loss grows to second order in every direction that is flat to first order, but for scalings",
                Optional.empty());
        int[] choice = new int[choices.size()];
        for (long i = 0; i < products; i++) {
            long rest = i;
            List<Variable> variables = new ArrayList<>();
            for (int c = 0; c < choice.length; c++) {
                int size = choices.get(c).size();
                variables.addAll(choices.get(c).get((int) (rest % size)));
                rest /= size;
            }
            Decision decision = decide(variables);
            if (decision.minimum() == Truth.NO) {
                return decision;
            }
            if (decision.minimum() == Truth.OPEN) {
                weakest = decision;
            }
        }
        return weakest;
    }

    private static Decision open(String reason) {
        return new Decision(Truth.OPEN, reason, Optional.empty());
    }

    /** One coordinate of the directions: its neuron's b or v, its part of the outputs' change, and D_j(v) if it is one of v. */
    private record Variable(
            int neuron, boolean ray, RationalVector b, RationalVector v, RationalMatrix change, RationalVector slope) {}

    /** True if neither this neuron nor any near it adds to the outputs. */
    private boolean isWithoutEffect(int j) {
        RationalVector z = data.inputs().multiply(network.w().row(j));
        Activation rho = network.activation();
        return derivatives.get(j).boundary().rows() == 0
                && IntStream.range(0, data.size())
                        .filter(k -> !data.inputs().row(k).isZero())
                        .allMatch(k -> !z.get(k).isZero()
                                && rho.slope(z.get(k).signum()).isZero());
    }

    /** For each largest face that is flat to first order, the coordinates of neuron j. */
    private List<List<Variable>> variables(int j) {
        OneSidedDerivative d = derivatives.get(j);
        RationalVector a = network.a().row(j);
        RationalVector w = network.w().row(j);
        RationalVector phi = network.activation().at(data.inputs().multiply(w));
        List<Variable> free = new ArrayList<>();
        for (int q = 0; q < data.outputs(); q++) {
            RationalVector b = RationalVector.unit(data.outputs(), q);
            free.add(new Variable(
                    j, false, b, RationalVector.zero(data.dimension()), outer(phi, b), RationalVector.zero(b.size())));
        }
        LocalFan fan = LocalFan.of(d.boundary());
        for (RationalVector v : a.isZero() || w.isZero() ? fan.lineality() : across(d.boundary(), w)) {
            free.add(direction(j, v, false));
        }
        List<RationalVector> flat =
                fan.rays().stream().filter(v -> a.dot(d.at(v)).isZero()).toList();
        List<List<Variable>> all = new ArrayList<>();
        for (List<RationalVector> face : fan.faces(flat)) {
            List<Variable> own = new ArrayList<>(free);
            face.forEach(v -> own.add(direction(j, v, true)));
            all.add(own);
        }
        return all;
    }

    /** The directions within the hyperplanes and orthogonal to w, which lies within them. */
    private static List<RationalVector> across(RationalMatrix boundary, RationalVector w) {
        List<RationalVector> equations = new ArrayList<>();
        for (int i = 0; i < boundary.rows(); i++) {
            equations.add(boundary.row(i));
        }
        equations.add(w);
        RationalMatrix kernel =
                RationalMatrix.ofRows(equations, boundary.columns()).nullSpace();
        return IntStream.range(0, kernel.rows()).mapToObj(kernel::row).toList();
    }

    private Variable direction(int j, RationalVector v, boolean ray) {
        RationalVector a = network.a().row(j);
        Activation rho = network.activation();
        RationalVector z = data.inputs().multiply(network.w().row(j));
        RationalVector dz = data.inputs().multiply(v);
        Rational[] psi = new Rational[data.size()];
        for (int k = 0; k < psi.length; k++) {
            int side = z.get(k).signum() != 0 ? z.get(k).signum() : dz.get(k).signum();
            psi[k] = dz.get(k).multiply(rho.slope(side));
        }
        return new Variable(
                j,
                ray,
                RationalVector.zero(a.size()),
                v,
                outer(RationalVector.of(psi), a),
                derivatives.get(j).at(v));
    }

    private static RationalMatrix outer(RationalVector left, RationalVector right) {
        return RationalMatrix.ofRows(left.toList().stream().map(right::multiply).toList(), right.size());
    }

    /** n Q as a symmetric matrix. */
    private static Rational[][] form(List<Variable> variables) {
        int size = variables.size();
        Rational[][] q = new Rational[size][size];
        for (int i = 0; i < size; i++) {
            for (int l = 0; l <= i; l++) {
                Variable x = variables.get(i);
                Variable y = variables.get(l);
                Rational sum = Rational.ZERO;
                for (int k = 0; k < x.change.rows(); k++) {
                    sum = sum.add(x.change.row(k).dot(y.change.row(k)));
                }
                if (x.neuron == y.neuron) {
                    sum = sum.add(x.b.dot(y.slope)).add(y.b.dot(x.slope));
                }
                q[i][l] = sum;
                q[l][i] = sum;
            }
        }
        return q;
    }

    private Decision decide(List<Variable> variables) {
        int size = variables.size();
        long rays = variables.stream().filter(Variable::ray).count();
        if (size > MOST_VARIABLES || rays > MOST_RAYS) {
            return open("a product of flat faces of " + size + " coordinates, " + rays + " of them rays");
        }
        Rational[][] q = form(variables);
        Elimination elimination =
                new Elimination(q, variables.stream().map(Variable::ray).toArray(Boolean[]::new));
        Optional<Rational[]> down = elimination.run();
        if (down.isEmpty()) {
            int[] left = elimination.raysLeft();
            Copositivity.Decision cone = Copositivity.of(elimination.rest(left));
            if (cone.sign() < 0) {
                down = Optional.of(elimination.lift(left, cone.c().orElseThrow()));
            } else if (cone.sign() == 0 || elimination.flat() > 0) {
                return open("the loss does not fall to second order, but there are flat directions beyond scaling");
            }
        }
        return down.map(x -> no(variables, q, x)).orElseGet(() -> new Decision(Truth.YES, "", Optional.empty()));
    }

    private Decision no(List<Variable> variables, Rational[][] q, Rational[] x) {
        Rational rate = Rational.ZERO;
        for (int i = 0; i < x.length; i++) {
            rate = rate.add(RationalVector.of(q[i]).dot(RationalVector.of(x)).multiply(x[i]));
        }
        if (rate.signum() >= 0) {
            throw new IllegalStateException("the way down does not fall");
        }
        RationalVector[] b = new RationalVector[network.width()];
        RationalVector[] v = new RationalVector[network.width()];
        Arrays.fill(b, RationalVector.zero(data.outputs()));
        Arrays.fill(v, RationalVector.zero(data.dimension()));
        for (int i = 0; i < x.length; i++) {
            Variable one = variables.get(i);
            b[one.neuron] = b[one.neuron].combine(one.b, x[i]);
            v[one.neuron] = v[one.neuron].combine(one.v, x[i]);
        }
        return new Decision(
                Truth.NO,
                "the loss falls to second order in a direction that is flat to first order",
                Optional.of(new Way(
                        RationalMatrix.ofRows(List.of(b), data.outputs()),
                        RationalMatrix.ofRows(List.of(v), data.dimension()),
                        2,
                        rate.divide(Rational.of(data.size())))));
    }
}
