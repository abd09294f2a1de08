package org.talweg.arrangement;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/**
 * Lists all faces of an arrangement, by their covectors: the faces that span a flat are the cells of the arrangement that the
 * other hyperplanes cut out of it.
 *
 * <p>Cost: one exact cell enumeration for each flat. {@link FaceCount} counts without listing.
 */
public final class Covectors {

    private Covectors() {}

    /** A flat as the span of the rows of a matrix, with the products of the data with that basis. */
    private record Span(RationalMatrix basis, Arrangement within) {

        static Span of(RationalMatrix basis, Arrangement arrangement) {
            return new Span(basis, Arrangement.of(arrangement.rows().multiply(basis.transpose())));
        }

        /** The rows of the data that vanish on it. */
        List<Integer> zeros() {
            return IntStream.range(0, within.size())
                    .filter(k -> within.hyperplaneOf(k) < 0)
                    .boxed()
                    .toList();
        }

        RationalMatrix cutBy(int hyperplane) {
            RationalVector normal = RationalVector.of(within.normal(hyperplane));
            return RationalMatrix.ofRows(List.of(normal), basis.rows())
                    .nullSpace()
                    .multiply(basis);
        }
    }

    /** The covectors of all faces except that of the origin, in the order of {@link SignVector}. */
    public static List<SignVector> of(Arrangement arrangement) {
        List<SignVector> covectors = new ArrayList<>();
        Set<List<Integer>> seen = new HashSet<>();
        Deque<Span> open = new ArrayDeque<>();
        open.add(Span.of(RationalMatrix.identity(arrangement.dimension()), arrangement));
        while (!open.isEmpty()) {
            Span flat = open.pop();
            if (flat.within().hyperplanes() == 0 || !seen.add(flat.zeros())) {
                continue;
            }
            CellSet cells = CellSet.of(flat.within());
            IntStream.range(0, cells.size()).mapToObj(cells::signs).forEach(covectors::add);
            for (int h = 0; h < flat.within().hyperplanes(); h++) {
                open.push(Span.of(flat.cutBy(h), arrangement));
            }
        }
        return covectors.stream().sorted().toList();
    }
}
