package org.talweg.census;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the search found below one pair of faces, by the numbers of the candidates. */
final class UnitResult {

    private long nodes;
    private long cuts;
    private final List<int[]> minima = new ArrayList<>();
    private final Map<List<Integer>, String> open = new TreeMap<>(java.util.Comparator.comparing(List::toString));

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
        minima.addAll(other.minima);
        open.putAll(other.open);
    }

    /** Adds counts read from a journal. */
    void addCounts(long moreNodes, long moreCuts) {
        nodes += moreNodes;
        cuts += moreCuts;
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
