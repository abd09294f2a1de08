package org.talweg.campaign;

/** What was asked and how much of it stayed open, of one family. */
final class Tally {

    static final String HEADER = String.format(
            "%-16s %9s %10s %8s %12s %10s %9s %9s %7s %7s %7s",
            "family", "trials", "classes", "open", "regions", "open", "share", "unclear", "untold", "certif.",
            "faults");

    long trials;
    long classes;
    long openClasses;
    /** Classes that 100 digits did not reach: polytopes of minimisers. */
    long unclear;

    long regions;
    long openRegions;
    /** Regions whose margins are too thin for doubles. */
    long unclearRegions;
    /** Widths at which the census counts more regions than the verdicts one by one name. */
    long untold;

    long certificates;
    long laws;
    long faults;

    void add(Tally other) {
        trials += other.trials;
        classes += other.classes;
        openClasses += other.openClasses;
        unclear += other.unclear;
        regions += other.regions;
        openRegions += other.openRegions;
        unclearRegions += other.unclearRegions;
        untold += other.untold;
        certificates += other.certificates;
        laws += other.laws;
        faults += other.faults;
    }

    double openShare() {
        return regions == 0 ? 0 : (double) openRegions / regions;
    }

    String row(String name) {
        return String.format(
                "%-16s %9d %10d %8d %12d %10d %8.4f%% %9d %7d %7d %7d",
                name,
                trials,
                classes,
                openClasses,
                regions,
                openRegions,
                100 * openShare(),
                unclearRegions,
                untold,
                certificates,
                faults);
    }
}
