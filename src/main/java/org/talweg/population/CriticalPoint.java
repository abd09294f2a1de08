package org.talweg.population;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.talweg.certificate.PopulationCertificate;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Interval;
import org.talweg.exact.Rational;

/**
 * A critical point of the population loss that exists, proved, and what is proved about it.
 *
 * @param shape its symmetry
 * @param center parameters of the shape
 * @param radius within it in every parameter there is exactly one critical point of this shape, this one
 * @param box contains its parameters
 * @param value of the loss
 * @param smallestEigenvalue of the full Hessian, n k by n k; the whole line if nothing is shown
 * @param verdict SPURIOUS, SADDLE or UNDECIDED
 * @param component in which the smallest eigenvalue was found
 * @param direction of negative curvature at a saddle, by the parameters of the refined shape; empty unless the component is the refined shape
 */
public record CriticalPoint(
        Shape shape,
        List<Double> center,
        double radius,
        List<Interval> box,
        Enclosure value,
        Bounds smallestEigenvalue,
        Verdict verdict,
        String component,
        List<Double> direction) {

    /** The share of the proved bound of the eigenvalue that certificates claim. */
    private static final double CLAIMED = 0.75;

    /** What a critical point is. */
    public enum Verdict {
        /** A local minimum of positive loss, isolated: the Hessian is positive definite. */
        SPURIOUS,
        /** The Hessian has a negative direction. */
        SADDLE,
        /** A minimum of loss zero. */
        GLOBAL,
        /** Neither is shown. */
        UNDECIDED
    }

    /** Proved bounds and a double between them, or near. */
    public record Bounds(double lower, double upper, double approximate) {}

    /**
     * What the split of a neuron in two halves shows.
     *
     * @param group of the neuron's orbit, from 1; 0 for a fixed one
     * @param neurons of the orbit
     * @param curvature of the loss of one student more, at halves {@code w/2 + u, w/2 - u}, in the direction (u, -u) of length one; if its upper bound is negative, the minimum is none any more
     * @param witness u
     */
    public record Split(int group, int neurons, Bounds curvature, String witness) {}

    /** For each orbit of neurons, the best split found. */
    public List<Split> splits() {
        Interval[] x = box.toArray(Interval[]::new);
        return shape.students().stream()
                .map(o -> {
                    NeuronCurvature.Split split = new NeuronCurvature(shape, o, x).split();
                    Interval q = split.quotient();
                    return new Split(
                            o.group() + 1,
                            shape.size(o),
                            new Bounds(q.lower(), q.upper(), q.middle()),
                            split.witness());
                })
                .toList();
    }

    /** What a certificate claims of a spurious minimum, with the radius 2^-bits: bounds that leave room for another way to compute them. */
    public PopulationCertificate.Minimum claim(int bits) {
        Rational room = value.width().multiply(4).max(Rational.parse("1e-12"));
        return new PopulationCertificate.Minimum(
                Arrays.stream(shape.sizes()).boxed().toList(),
                shape.fixed(),
                center.stream().map(Rational::of).toList(),
                bits,
                new Enclosure(value.lower().subtract(room), value.upper().add(room)).roundOutward(60),
                Rational.of(smallestEigenvalue.lower() * CLAIMED));
    }

    /**
     * The family, in words: for each group its size, but {@code rest} for the largest, and the sign of its neurons' own coordinate: {@code 1-, rest+} has one neuron turned away from its teacher. Fixed neurons are
     * counted.
     */
    public String family() {
        int largest = 0;
        for (int g = 1; g < shape.groups(); g++) {
            largest = shape.size(g) > shape.size(largest) ? g : largest;
        }
        List<String> parts = new ArrayList<>();
        for (Shape.Orbit o : shape.students()) {
            if (o.group() >= 0) {
                String size = o.group() == largest ? "rest" : String.valueOf(shape.size(o.group()));
                parts.add(size + (center.get(o.own()) < 0 ? "-" : "+"));
            }
        }
        Collections.sort(parts);
        return String.join(", ", parts) + (shape.fixed() == 0 ? "" : ", and " + shape.fixed());
    }

    /** {@code sum_i |w_i|}, in floating point. */
    public double approximateNormSum() {
        double[] x = center.stream().mapToDouble(Double::doubleValue).toArray();
        double sum = 0;
        for (Shape.Orbit o : shape.students()) {
            Product square = Product.of(shape, o, o, true);
            Double[] boxed = Arrays.stream(x).boxed().toArray(Double[]::new);
            sum += shape.size(o) * Math.sqrt(square.value(Arithmetic.APPROXIMATE, boxed));
        }
        return sum;
    }
}
