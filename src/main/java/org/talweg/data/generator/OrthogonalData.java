package org.talweg.data.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.talweg.data.InputException;
import org.talweg.data.Table;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/**
 * Inputs with exactly orthonormal rows over Q: the first n rows of the Cayley transform {@code (I - S)(I + S)^-1} of a
 * random skew-symmetric d by d matrix S. Entries of S off the diagonal are p/q with p in {-2, -1, 1, 2} and q in {1, 2}.
 *
 * <p>The transform is orthogonal because the two factors commute and transposing S changes its sign; I + S is invertible
 * because a real skew matrix has no eigenvalue -1.
 *
 * <p>Throws {@link InputException} unless 1 &lt;= n &lt;= d, there are n labels if any, and decimals is 0 to 17. Cost: one
 * exact inverse, O(d^3) operations on numbers of O(d) digits.
 *
 * @param rows n
 * @param dimension d
 * @param labels the n labels; if empty, standard normal rounded to {@code decimals} places
 */
public record OrthogonalData(int rows, int dimension, Optional<RationalVector> labels, int decimals, long seed)
        implements DataGenerator {

    public OrthogonalData {
        Draws.requireAtLeast("rows", rows, 1);
        Draws.requireDecimals(decimals);
        if (rows > dimension) {
            throw new InputException("rows: expected at most the dimension " + dimension
                    + ", since orthonormal rows are independent, found " + rows);
        }
        if (labels.isPresent() && labels.get().size() != rows) {
            throw new InputException("labels: expected " + rows + ", one a row, found "
                    + labels.get().size());
        }
    }

    @Override
    public Table generate() {
        Draws draws = new Draws(seed, decimals);
        Rational[][] skew = new Rational[dimension][dimension];
        for (int i = 0; i < dimension; i++) {
            skew[i][i] = Rational.ZERO;
            for (int j = 0; j < i; j++) {
                skew[i][j] = draws.smallNonzero();
                skew[j][i] = skew[i][j].negate();
            }
        }
        RationalMatrix orthogonal = identityPlus(skew, Rational.of(-1))
                .multiply(identityPlus(skew, Rational.ONE).inverse());
        List<RationalVector> kept = new ArrayList<>();
        for (int k = 0; k < rows; k++) {
            kept.add(orthogonal.row(k));
        }
        return Tables.labelled(RationalMatrix.ofRows(kept, dimension), labels.orElseGet(() -> draws.normals(rows)));
    }

    /** {@code I + factor * matrix}. */
    private static RationalMatrix identityPlus(Rational[][] matrix, Rational factor) {
        List<RationalVector> sum = new ArrayList<>();
        for (int i = 0; i < matrix.length; i++) {
            sum.add(RationalVector.unit(matrix.length, i).combine(RationalVector.of(matrix[i]), factor));
        }
        return RationalMatrix.ofRows(sum, matrix.length);
    }
}
