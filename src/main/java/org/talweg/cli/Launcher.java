package org.talweg.cli;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.talweg.checker.Checker;
import org.talweg.checker.Report;

/**
 * The entry of the jar. It checks a certificate without loading the rest of the program, nor what the virtual machine has not
 * loaded already; all else goes to {@link Talweg}.
 */
public final class Launcher {

    private Launcher() {}

    /** Runs the program and exits with its status. */
    public static void main(String[] args) {
        if (args.length == 2 && args[0].equals("verify") && !args[1].startsWith("-")) {
            try (InputStream in = new FileInputStream(args[1])) {
                Report report = Checker.verify(in, null);
                System.out.print(report.lines());
                System.exit(report.isVerified() && !System.out.checkError() ? Talweg.OK : Talweg.FAILED);
            } catch (IOException e) {
                // It cannot be opened. The command says so.
            }
        }
        Talweg.main(args);
    }
}
