package org.talweg.landscape;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A region of width m: one signed cell a neuron, in the order of the neurons; written as a comma-separated list. At least one
 * neuron.
 */
public record Region(List<SignedCell> neurons) {

    public Region {
        neurons = List.copyOf(neurons);
        if (neurons.isEmpty()) {
            throw new IllegalArgumentException("a region has at least one neuron");
        }
    }

    /**
     * Reads {@code SIGN:CELL,SIGN:CELL,...}.
     *
     * @throws IllegalArgumentException if a part has another form; whether the cells exist is not checked
     */
    public static Region parse(String text) {
        return new Region(Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(SignedCell::parse)
                .toList());
    }

    /** m. */
    public int width() {
        return neurons.size();
    }

    /** The region with neuron {@code j} moved to signed cell {@code c}. */
    public Region with(int j, SignedCell c) {
        SignedCell[] moved = neurons.toArray(SignedCell[]::new);
        moved[j] = c;
        return new Region(List.of(moved));
    }

    /** The convex program whose value is the minimum of the loss in the closed region (theorem T1). */
    public RegionProgram program(Objective objective) {
        return new RegionProgram(objective, neurons);
    }

    @Override
    public String toString() {
        return neurons.stream().map(SignedCell::toString).collect(Collectors.joining(","));
    }
}
