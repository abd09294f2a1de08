package org.talweg.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedFace;

/**
 * Permutations of the nonzero data rows that come from an isometry of the row space and keep all labels, or negate all of them. They
 * map the optimum on some faces to the optimum on the permuted faces, with the same value: a proof of ties that no precision
 * could give.
 *
 * <p>A permutation p is one if {@code x_p(i) . x_p(j) = x_i . x_j} for all rows, exactly. The search is by backtracking and stops
 * at {@value #LIMIT} symmetries; those found are symmetries all the same.
 */
public final class DataSymmetries {

    private static final int LIMIT = 2_000;
    private static final int STEPS = 200_000;

    private record Symmetry(int[] image, int flip) {}

    private final List<Symmetry> found = new ArrayList<>();
    private final RationalMatrix gram;
    private final RationalVector labels;
    private int steps;

    private DataSymmetries(RationalMatrix gram, RationalVector labels) {
        this.gram = gram;
        this.labels = labels;
    }

    /** The symmetries of the data of an objective; the identity is always among them. */
    public static DataSymmetries of(Objective objective) {
        RationalMatrix x = objective.data().inputs();
        DataSymmetries symmetries =
                new DataSymmetries(x.multiply(x.transpose()), objective.data().labels());
        for (int flip : new int[] {1, -1}) {
            symmetries.search(new int[x.rows()], 0, new boolean[x.rows()], flip);
        }
        return symmetries;
    }

    private void search(int[] image, int i, boolean[] used, int flip) {
        if (i < image.length && gram.get(i, i).isZero()) {
            // No neuron sees a zero row: its label adds the same to every value.
            image[i] = i;
            search(image, i + 1, used, flip);
            return;
        }
        if (i == image.length) {
            found.add(new Symmetry(image.clone(), flip));
            return;
        }
        for (int k = 0; k < image.length && found.size() < LIMIT && steps < STEPS; k++) {
            steps++;
            image[i] = k;
            if (!used[k] && fits(image, i, flip)) {
                used[k] = true;
                search(image, i + 1, used, flip);
                used[k] = false;
            }
        }
    }

    private boolean fits(int[] image, int i, int flip) {
        if (!labels.get(image[i])
                .equals(flip > 0 ? labels.get(i) : labels.get(i).negate())) {
            return false;
        }
        for (int j = 0; j <= i; j++) {
            if (!gram.get(image[i], image[j]).equals(gram.get(i, j))) {
                return false;
            }
        }
        return true;
    }

    /** Number of symmetries found. */
    public int size() {
        return found.size();
    }

    /** A text for the faces. Two sets of faces with one text are images of each other under a symmetry. */
    public String canonical(List<SignedFace> faces) {
        return found.stream().map(s -> image(s, faces)).min(String::compareTo).orElseGet(faces::toString);
    }

    private static String image(Symmetry symmetry, List<SignedFace> faces) {
        return faces.stream()
                .map(f -> new SignedFace(symmetry.flip * f.sign(), image(symmetry, f.covector())))
                .sorted()
                .map(SignedFace::toString)
                .collect(Collectors.joining(","));
    }

    private static SignVector image(Symmetry symmetry, SignVector covector) {
        int[] signs = new int[covector.size()];
        for (int k = 0; k < signs.length; k++) {
            signs[symmetry.image[k]] = covector.sign(k);
        }
        return SignVector.of(signs);
    }

    @Override
    public String toString() {
        return found.stream()
                .map(s -> s.flip + Arrays.toString(s.image))
                .toList()
                .toString();
    }
}
