package org.talweg.census;

import java.util.List;
import java.util.stream.IntStream;
import org.talweg.arrangement.CellSet;
import org.talweg.data.Dataset;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedFace;

/**
 * The probability that w ~ N(0, I) lies in each cell.
 *
 * @param probabilities bounds for each cell, in the order of the cells
 * @param areProved false if they are statistical
 */
public record CellVolumes(List<Enclosure> probabilities, boolean areProved) {

    public CellVolumes {
        probabilities = List.copyOf(probabilities);
    }

    /** The volumes of all cells of these inputs. A cell with a sign is the star of itself, and has half of the volume; labels and decay play no part in it. */
    public static CellVolumes of(RationalMatrix inputs, CellSet cells) {
        Objective objective = new Objective(new Dataset(inputs, RationalVector.zero(inputs.rows())), Rational.ONE);
        List<SignedFace> faces = IntStream.range(0, cells.size())
                .mapToObj(i -> new SignedFace(1, cells.signs(i)))
                .toList();
        StarVolumes stars = StarVolumes.of(objective, faces);
        return new CellVolumes(
                stars.of(faces).stream().map(v -> v.multiply(Rational.of(2))).toList(), stars.areProved());
    }
}
