package org.talweg.certificate;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/**
 * A certificate. The long parts are streams, made when they are written and once.
 *
 * @param lambda weight decay
 * @param sha256 of the data, as {@code certify} reports it
 * @param faces all that rays lie on, each once
 * @param global neurons near the global optimum
 * @param cellCount number of cells
 * @param cells one entry for each pair of opposite cells, ascending
 * @param value the global value; asked for after the cells
 * @param optimum claimed if the optimum is unique
 * @param minima other local minima, by value
 * @param completeness empty if the list of minima is not claimed to be complete
 * @param widths ascending
 */
public record Certificate(
        RationalMatrix inputs,
        RationalVector labels,
        Rational lambda,
        String sha256,
        List<Face> faces,
        Solution global,
        long cellCount,
        Stream<CellEvidence> cells,
        Supplier<Enclosure> value,
        Optional<UniqueOptimum> optimum,
        List<LocalMinimum> minima,
        Optional<Completeness> completeness,
        List<WidthClaim> widths) {

    public Certificate {
        faces = List.copyOf(faces);
        minima = List.copyOf(minima);
        widths = List.copyOf(widths);
    }
}
