package org.talweg.stationary;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/**
 * Decides exactly whether a symmetric matrix S is copositive: {@code c'Sc >= 0} for all {@code c >= 0}.
 *
 * <p>The least value mu of c'Sc on the simplex is attained at a c of least support I. There {@code S_II c = mu 1} with c &gt; 0. If mu is not 0 then S_II is regular, and if mu is
 * 0 its kernel is the line of c: otherwise c could move along the kernel, without a change of value, until its support is smaller. So the sets I with {@code S_II^-1 1} or the
 * kernel of one sign tell mu's sign. Cost: an elimination for each of the 2^k - 1 sets. Source: Gaddum (1958), Hadeler (1983); proof as above.
 */
final class Copositivity {

    /**
     * The answer.
     *
     * @param sign of the least value on the simplex: 1, 0 or -1
     * @param c where a value of that sign is attained, unless it is 1
     */
    record Decision(int sign, Optional<RationalVector> c) {}

    private Copositivity() {}

    static Decision of(RationalMatrix s) {
        int k = s.rows();
        Optional<RationalVector> zero = Optional.empty();
        for (int set = 1; set < 1 << k; set++) {
            int chosen = set;
            int[] index =
                    IntStream.range(0, k).filter(i -> (chosen >> i & 1) == 1).toArray();
            List<RationalVector> rows = new ArrayList<>();
            for (int i : index) {
                RationalVector row = s.row(i);
                rows.add(
                        RationalVector.of(IntStream.of(index).mapToObj(row::get).toArray(Rational[]::new)));
            }
            RationalMatrix part = RationalMatrix.ofRows(rows, index.length);
            RationalMatrix kernel = part.nullSpace();
            if (kernel.rows() == 0) {
                RationalVector c = part.solve(RationalVector.of(Collections.nCopies(index.length, Rational.ONE)))
                        .orElseThrow();
                if (c.toList().stream().allMatch(e -> e.signum() < 0)) {
                    return new Decision(-1, Optional.of(spread(c.negate(), index, k)));
                }
            } else if (kernel.rows() == 1 && zero.isEmpty()) {
                RationalVector c = kernel.row(0);
                RationalVector positive = c.get(0).signum() < 0 ? c.negate() : c;
                if (positive.toList().stream().allMatch(e -> e.signum() > 0)) {
                    zero = Optional.of(spread(positive, index, k));
                }
            }
        }
        return new Decision(zero.isPresent() ? 0 : 1, zero);
    }

    private static RationalVector spread(RationalVector c, int[] index, int size) {
        Rational[] all = RationalVector.zero(size).toList().toArray(Rational[]::new);
        for (int i = 0; i < index.length; i++) {
            all[index[i]] = c.get(i);
        }
        return RationalVector.of(all);
    }
}
