package org.talweg.arrangement;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;

/** Interior points of cells, from their signs alone. */
public final class Witness {

    private Witness() {}

    /**
     * A short integer point of the cell with these packed signs, exactly checked; empty, equally exactly, if there is no
     * such cell.
     */
    public static Optional<RationalVector> of(Arrangement arrangement, long[] packed) {
        int d = arrangement.dimension();
        if (arrangement.hyperplanes() == 0) {
            return Optional.of(RationalVector.zero(d));
        }
        return OpenCone.interior(signedNormals(arrangement, packed)).map(w -> lift(arrangement, w));
    }

    /** As {@link #of(Arrangement, long[])}, from signs over the rows. */
    public static Optional<RationalVector> of(Arrangement arrangement, SignVector signs) {
        return arrangement.isCellPattern(signs) ? of(arrangement, arrangement.toHyperplanes(signs)) : Optional.empty();
    }

    /** Normals in essential coordinates, each turned to the side of the cell. */
    static BigInteger[][] signedNormals(Arrangement arrangement, long[] packed) {
        BigInteger[][] rows = arrangement.essentialNormals();
        for (int h = 0; h < rows.length; h++) {
            if ((packed[h >> 6] >>> h & 1) == 0) {
                rows[h] = Arrays.stream(rows[h]).map(BigInteger::negate).toArray(BigInteger[]::new);
            }
        }
        return rows;
    }

    private static RationalVector lift(Arrangement arrangement, BigInteger[] w) {
        Rational[] full = new Rational[arrangement.dimension()];
        Arrays.fill(full, Rational.ZERO);
        int[] columns = arrangement.essentialColumns();
        for (int c = 0; c < columns.length; c++) {
            full[columns[c]] = Rational.of(w[c]);
        }
        return RationalVector.of(full);
    }
}
