package org.talweg.landscape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

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

    /**
     * A symmetry.
     *
     * @param image the row that each row goes to; a zero row goes to itself
     * @param flip 1 if labels are kept, -1 if they are negated
     */
    public record Symmetry(int[] image, int flip) {

        /** Where the isometry, and the flip of output signs, take a signed face or cell. */
        public SignedFace of(SignedFace face) {
            return new SignedFace(flip * face.sign(), moved(face.covector(), false));
        }

        /** What it takes to this signed face. */
        public SignedFace inverse(SignedFace face) {
            return new SignedFace(flip * face.sign(), moved(face.covector(), true));
        }

        private SignVector moved(SignVector covector, boolean back) {
            int[] signs = new int[covector.size()];
            for (int k = 0; k < signs.length; k++) {
                if (back) {
                    signs[k] = covector.sign(image[k]);
                } else {
                    signs[image[k]] = covector.sign(k);
                }
            }
            return SignVector.of(signs);
        }
    }

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

    /** The symmetries found. */
    public List<Symmetry> all() {
        return List.copyOf(found);
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
                .map(symmetry::of)
                .sorted()
                .map(SignedFace::toString)
                .collect(Collectors.joining(","));
    }

    @Override
    public String toString() {
        return found.stream()
                .map(s -> s.flip + Arrays.toString(s.image))
                .toList()
                .toString();
    }
}
