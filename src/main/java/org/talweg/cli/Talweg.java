package org.talweg.cli;

/** Entry point. */
public final class Talweg {
    private Talweg() {}

    /** Runs the program. */
    public static void main(String[] args) {
        System.out.println("talweg");
    }
}
