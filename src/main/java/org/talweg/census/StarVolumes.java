package org.talweg.census;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.talweg.arrangement.Arrangement;
import org.talweg.arrangement.SignVector;
import org.talweg.arrangement.SolidAngle;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedFace;

/**
 * The probability of each star: that a neuron with w ~ N(0, I) and a fair sign of its output weight starts in a signed cell of
 * the star (theorem T6 (e)). Up to a null set the cells of the star of a face with covector F fill the convex cone
 * {@code { w : F_k x_k . w > 0 where F_k != 0 }}, so the probability is half its share of space.
 *
 * <p>Proved by {@link SolidAngle} where it applies: in rank up to 3, and for orthogonal groups of rows of rank up to 3. Where it
 * does not apply to some star, the bounds of that star are statistical ({@link GaussianShares}).
 */
public final class StarVolumes {

    private final Map<SignVector, Enclosure> shares;
    private final boolean proved;

    private StarVolumes(Map<SignVector, Enclosure> shares, boolean proved) {
        this.shares = shares;
        this.proved = proved;
    }

    /** The volumes of the stars of these faces. */
    public static StarVolumes of(Objective objective, Collection<SignedFace> faces) {
        Map<SignVector, Enclosure> shares = new HashMap<>();
        List<SignVector> open = new ArrayList<>();
        for (SignVector covector :
                faces.stream().map(SignedFace::covector).distinct().sorted().toList()) {
            Optional<Enclosure> share = SolidAngle.share(normals(objective, covector));
            share.ifPresentOrElse(s -> shares.put(covector, s), () -> open.add(covector));
        }
        if (!open.isEmpty()) {
            List<Enclosure> sampled = GaussianShares.of(
                    objective, open.stream().map(objective::sides).toList());
            for (int i = 0; i < open.size(); i++) {
                shares.put(open.get(i), sampled.get(i));
            }
        }
        return new StarVolumes(shares, open.isEmpty());
    }

    /** The normals of the hyperplanes the face does not lie on, each turned to the side of the face. */
    private static List<RationalVector> normals(Objective objective, SignVector covector) {
        Arrangement arrangement = objective.arrangement();
        int[] sides = objective.sides(covector);
        List<RationalVector> normals = new ArrayList<>();
        for (int h = 0; h < sides.length; h++) {
            BigInteger[] normal = arrangement.normal(h);
            if (sides[h] != 0) {
                RationalVector n = RationalVector.of(normal);
                normals.add(sides[h] > 0 ? n : n.negate());
            }
        }
        return normals;
    }

    /**
     * Bounds of the probability of the star of a face.
     *
     * @throws IllegalArgumentException if the face was not among those given
     */
    public Enclosure of(SignedFace face) {
        Enclosure share = shares.get(face.covector());
        if (share == null) {
            throw new IllegalArgumentException("no volume was computed for " + face);
        }
        return share.multiply(Rational.of(1, 2));
    }

    /** The bounds of several stars. */
    public List<Enclosure> of(List<SignedFace> faces) {
        return faces.stream().map(this::of).toList();
    }

    /** True if all bounds are proved, false if some are statistical. */
    public boolean areProved() {
        return proved;
    }

    /** The confidence with which all statistical bounds hold together. */
    public static Rational confidence() {
        return Rational.ONE.subtract(GaussianShares.ERROR_RATE);
    }

    /** The number of points that statistical bounds rest on. */
    public static int samples() {
        return GaussianShares.SAMPLES;
    }
}
