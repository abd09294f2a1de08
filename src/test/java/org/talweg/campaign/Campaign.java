package org.talweg.campaign;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.talweg.Instance;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trials of all families in turn, until the time is over. Trial number i of a seed is always the same problem. */
@Command(name = "campaign", mixinStandardHelpOptions = true, showDefaultValues = true)
public final class Campaign implements Callable<Integer> {

    @Option(names = "--minutes", defaultValue = "10", description = "How long to go on.")
    private double minutes;

    @Option(names = "--trials", defaultValue = "1000000000", description = "The most trials.")
    private long most;

    @Option(names = "--seed", defaultValue = "1", description = "Seed.")
    private long seed;

    @Option(names = "--first", defaultValue = "0", description = "Number of the first trial.")
    private long first;

    @Option(names = "--family", split = ",", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private List<Family> families = List.of(Family.values());

    private final Map<Family, Tally> tallies = new EnumMap<>(Family.class);
    private final List<String> faults = new ArrayList<>();

    public static void main(String[] args) {
        System.exit(new CommandLine(new Campaign()).execute(args));
    }

    /** So many trials, without a command line. */
    static Campaign of(long trials, long seed) {
        Campaign campaign = new Campaign();
        campaign.minutes = 60;
        campaign.most = trials;
        campaign.seed = seed;
        return campaign;
    }

    @Override
    public Integer call() throws IOException {
        run(System.out);
        return faults.isEmpty() ? 0 : 1;
    }

    /** Runs the trials; prints each fault at once, and the table at the end. */
    void run(PrintStream out) throws IOException {
        long end = System.nanoTime() + (long) (minutes * 60e9);
        long start = System.nanoTime();
        Path folder = Files.createTempDirectory("campaign");
        for (long i = first; i - first < most && System.nanoTime() < end; i++) {
            Family family = families.get((int) (i % families.size()));
            Random random = new Random(seed * 1_000_003 + i);
            Instance instance = family.draw(random);
            Tally tally = tallies.computeIfAbsent(family, f -> new Tally());
            Examination examination = new Examination(instance, folder, tally);
            List<String> found = new ArrayList<>();
            try {
                examination.examine(random);
            } catch (RuntimeException e) {
                found.add(e.toString());
            }
            found.addAll(examination.faults());
            for (String fault : found) {
                tally.faults++;
                String line = "FAULT trial " + i + " of seed " + seed + ", " + family + ", lambda " + instance.lambda()
                        + ", rows " + instance.csv().strip().replace("\n", " / ") + ": " + fault;
                faults.add(line);
                out.println(line);
                out.flush();
            }
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        out.println(table((System.nanoTime() - start) / 1e9));
        out.flush();
    }

    private String table(double seconds) {
        List<String> lines = new ArrayList<>();
        lines.add(Tally.HEADER);
        Tally all = new Tally();
        tallies.forEach((family, tally) -> {
            lines.add(tally.row(family.toString()));
            all.add(tally);
        });
        lines.add(all.row("all"));
        lines.add(String.format(
                "%d laws, %d minima out of reach of 100 digits, seed %d, %.0f s",
                all.laws, all.unclear, seed, seconds));
        return String.join("\n", lines);
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    Tally tally(Family family) {
        return tallies.getOrDefault(family, new Tally());
    }
}
