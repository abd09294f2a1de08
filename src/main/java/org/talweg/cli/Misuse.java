package org.talweg.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with the arguments, in one line. */
final class Misuse {

    private Misuse() {}

    /**
     * The message. An option that is misspelt is also missing under its right name: the word that was given is named, with the nearest
     * known one.
     */
    static String message(ParameterException e) {
        boolean isMissing = e instanceof MissingParameterException;
        List<String> unmatched = isMissing || e instanceof UnmatchedArgumentException
                ? e.getCommandLine().getUnmatchedArguments()
                : List.of();
        if (unmatched.isEmpty()) {
            return e.getMessage();
        }
        CommandSpec spec = e.getCommandLine().getCommandSpec();
        String word = unmatched.get(0).replaceFirst("=.*", "");
        Optional<String> nearest = Spelling.nearest(word, known(spec, word.startsWith("-")));
        String message = kind(spec, word) + " '" + word + "'"
                + nearest.map(n -> "; did you mean " + n + "?").orElse(commands(spec, word));
        boolean explained = nearest.filter(e.getMessage()::contains).isPresent();
        return isMissing && !explained ? message + (nearest.isPresent() ? " " : ". ") + e.getMessage() : message;
    }

    private static String kind(CommandSpec spec, String word) {
        if (word.startsWith("-")) {
            return "unknown option";
        }
        return spec.subcommands().isEmpty() ? "one word too many:" : "unknown command";
    }

    private static String commands(CommandSpec spec, String word) {
        boolean needed = !word.startsWith("-") && !spec.subcommands().isEmpty();
        return needed ? "; expected " + String.join(", ", spec.subcommands().keySet()) : "";
    }

    private static List<String> known(CommandSpec spec, boolean options) {
        if (!options) {
            return List.copyOf(spec.subcommands().keySet());
        }
        List<String> names = new ArrayList<>();
        for (OptionSpec option : spec.options()) {
            names.add(option.longestName());
        }
        return names;
    }
}
