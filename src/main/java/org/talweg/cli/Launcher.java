package org.talweg.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The entry of the jar. It checks a certificate without loading the rest of the program; all else goes to {@link Talweg}. */
public final class Launcher {

    private Launcher() {}

    /** Runs the program and exits with its status. */
    public static void main(String[] args) {
        if (args.length == 2 && args[0].equals("verify") && !args[1].startsWith("-")) {
            Path certificate = Path.of(args[1]);
            if (VerifyCommand.isReadable(certificate)) {
                System.exit(VerifyCommand.verify(
                        certificate, null, new PrintWriter(System.out, false, StandardCharsets.UTF_8)));
            }
        }
        Talweg.main(args);
    }
}
