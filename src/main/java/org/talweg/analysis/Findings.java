package org.talweg.analysis;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import org.talweg.census.AllWidths;
import org.talweg.census.Census;
import org.talweg.census.ListedMinima;
import org.talweg.census.LocalMinima;
import org.talweg.census.MinimumClass;
import org.talweg.census.SampledShares;
import org.talweg.census.SpuriousBound;
import org.talweg.data.Plural;
import org.talweg.minima.SearchJournal;
import org.talweg.proof.ProvedOptimum;

/**
 * What was looked for and found.
 *
 * @param widths what is known at all widths
 * @param search what the search for minima did, if it was run
 * @param note why something is missing; empty if nothing is
 * @param bound of the share of regions with a spurious minimum, where the list of minima is not complete and no known minimum refutes its hypothesis
 */
public record Findings(
        Analysis analysis,
        AllWidths widths,
        Optional<ListedMinima> search,
        String note,
        Optional<SpuriousBound> bound) {

    static Findings of(
            Analysis analysis,
            Optional<ListedMinima> search,
            Optional<Census> census,
            String why,
            Optional<SampledShares> sampled,
            boolean stopped) {
        LocalMinima minima = search.map(ListedMinima::minima)
                .orElseGet(() -> LocalMinima.onlyGlobal(analysis.signedCells(), analysis.global()));
        AllWidths widths = AllWidths.of(
                analysis.objective(), analysis.global(), minima, census, sampled, analysis.prover()::enclose);
        boolean isRefuted =
                hasTies(analysis, minima) || search.map(ListedMinima::hasTies).orElse(false);
        Optional<SpuriousBound> bound =
                widths.isComplete() || isRefuted ? Optional.empty() : analysis.spuriousBound(search);
        return new Findings(analysis, widths, search, note(minima, search, census, why, stopped), bound);
    }

    /**
     * The same with local minima that were found in another way than by search, if the list is not complete.
     *
     * @param found proved local minima with unique masses
     * @param how where they come from, for the note
     */
    public Findings with(List<ProvedOptimum> found, String how) {
        if (widths.isComplete()) {
            return this;
        }
        LocalMinima more = widths.minima().withFound(analysis.programs(), analysis.global(), found);
        AllWidths wider = AllWidths.of(
                analysis.objective(),
                analysis.global(),
                more,
                widths.full(),
                widths.sampled(),
                analysis.prover()::enclose);
        int added = more.classes().size() - widths.minima().classes().size();
        String by = how + " found " + Plural.of(added, "further class", "further classes");
        return new Findings(
                analysis,
                wider,
                search,
                note.isEmpty() ? by : note + "; " + by,
                bound.filter(b -> !hasTies(analysis, more)));
    }

    /** Whether the optimum or a known class has rays that tie: then the outputs of a minimum's rays may be dependent. */
    private static boolean hasTies(Analysis analysis, LocalMinima minima) {
        boolean unique = analysis.global()
                .outcome()
                .proved()
                .map(ProvedOptimum::isUnique)
                .orElse(true);
        return !unique || !minima.classes().stream().allMatch(MinimumClass::isUnique);
    }

    private static String note(
            LocalMinima minima, Optional<ListedMinima> search, Optional<Census> census, String why, boolean stopped) {
        if (search.isEmpty()) {
            return why;
        }
        if (!minima.finished()) {
            ListedMinima found = search.get();
            String choices = found.choices().all() == 0
                    ? ""
                    : ", done with " + found.choices().done() + " of "
                            + found.choices().all() + " first faces";
            return stopped
                    ? "the search was interrupted" + choices
                    : "the search was given up after " + Plural.of(found.nodes() + found.cuts(), "set") + " of faces"
                            + choices + "; --nodes sets how far it goes";
        }
        if (!minima.open().isEmpty()) {
            return Plural.of(minima.open().size(), "set of faces is", "sets of faces are") + " open, the first because "
                    + minima.open().get(0).reason();
        }
        return census.filter(c -> !c.isComplete())
                .map(c -> "the ray sets found do not account for all regions: some optima are tied or not proved")
                .orElse("");
    }

    /**
     * Writes a certificate of what was found, with as many claims about these widths as the checker accepts.
     *
     * @throws IOException if {@code out} does
     * @throws IllegalStateException if the checker refuses every attempt
     */
    public void certify(List<Integer> forWidths, Writer out) throws IOException {
        CertificateAttempts.write(this, forWidths, out);
    }

    /** That a list of minima is complete can be checked fastest from a full census, where one is soon had; else from a search. */
    Optional<Census> evidence() {
        Effort effort = analysis.effort();
        boolean isSmall = analysis.signedCells().size() <= effort.evidenceCells();
        if (widths.full().isPresent() || !widths.isComplete() || !isSmall) {
            return widths.full();
        }
        return Optional.of(analysis.census(SearchJournal.NONE, effort.evidencePrograms()))
                .filter(Census::isComplete);
    }
}
