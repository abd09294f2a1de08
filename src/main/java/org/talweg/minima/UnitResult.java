package org.talweg.minima;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the search found below one node, by the numbers of the candidates.
 *
 * <p>As a line of a {@link SearchJournal}: {@code name nodes cuts;minimum;..;open=reason;..}, sets of candidates as numbers with commas.
 * A unit is known by its set and its later candidates, not by its place among the units: which there are depends on how well the global value is known.
 */
final class UnitResult {

    private long nodes;
    private long cuts;
    private boolean isWhole = true;
    private final List<int[]> minima = new ArrayList<>();
    private final Map<List<Integer>, String> open = new TreeMap<>(java.util.Comparator.comparing(List::toString));

    /** Marks it as not walked to its end. */
    void giveUp() {
        isWhole = false;
    }

    /** Whether it was walked to its end. */
    boolean isWhole() {
        return isWhole;
    }

    void countNode() {
        nodes++;
    }

    void countCut() {
        cuts++;
    }

    void addMinimum(int[] set) {
        minima.add(set.clone());
    }

    void addOpen(int[] set, String reason) {
        List<Integer> key = new ArrayList<>();
        for (int i : set) {
            key.add(i);
        }
        open.put(key, reason);
    }

    void add(UnitResult other) {
        nodes += other.nodes;
        cuts += other.cuts;
        isWhole &= other.isWhole;
        minima.addAll(other.minima);
        open.putAll(other.open);
    }

    /** The name of a unit and its result. */
    record Named(String name, UnitResult unit) {}

    /** Names a node: its set and, as hexadecimal digits, its later candidates. */
    static String name(Branching.Node node) {
        return text(Arrays.stream(node.set()).boxed().toList()) + ":" + hexadecimal(node.later());
    }

    private static String hexadecimal(BitSet set) {
        byte[] bytes = set.toByteArray();
        StringBuilder digits = new StringBuilder();
        for (byte b : bytes) {
            digits.append(Character.forDigit((b >> 4) & 15, 16)).append(Character.forDigit(b & 15, 16));
        }
        return digits.toString();
    }

    static Named parse(String line) {
        try {
            String[] parts = line.split(";", -1);
            String[] head = parts[0].split(" ", -1);
            UnitResult unit = new UnitResult();
            unit.nodes = Long.parseLong(head[1]);
            unit.cuts = Long.parseLong(head[2]);
            for (int i = 1; i < parts.length; i++) {
                String[] set = parts[i].split("=", 2);
                int[] numbers = numbers(set[0]);
                if (set.length == 1) {
                    unit.addMinimum(numbers);
                } else {
                    unit.addOpen(numbers, set[1]);
                }
            }
            return new Named(head[0], unit);
        } catch (RuntimeException e) {
            throw SearchJournal.unreadable(line, e);
        }
    }

    private static int[] numbers(String set) {
        return Arrays.stream(set.split(",", -1)).mapToInt(Integer::parseInt).toArray();
    }

    private static String text(List<Integer> set) {
        return set.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    String toLine(String name) {
        StringBuilder line = new StringBuilder();
        line.append(name).append(' ').append(nodes).append(' ').append(cuts);
        minima.forEach(
                set -> line.append(';').append(text(Arrays.stream(set).boxed().toList())));
        open.forEach((set, reason) -> line.append(';')
                .append(text(set))
                .append('=')
                .append(reason.replace(';', ',').replace('\n', ' ')));
        return line.toString();
    }

    long nodes() {
        return nodes;
    }

    long cuts() {
        return cuts;
    }

    List<int[]> minima() {
        return Collections.unmodifiableList(minima);
    }

    Map<List<Integer>, String> open() {
        return Collections.unmodifiableMap(open);
    }
}
