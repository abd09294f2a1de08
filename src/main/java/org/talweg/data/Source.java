package org.talweg.data;

/** The name of a data source in messages, and the wording they share. */
record Source(String name) {

    /** An exception about the whole source. */
    InputException refuse(String problem) {
        return new InputException(name + ": " + problem);
    }

    /** An exception about one place; row and column count from 1. */
    InputException refuse(long row, long column, String problem) {
        return new InputException(name + ": row " + row + ", column " + column + ": " + problem);
    }

    /** A part of this source, say an array in an archive. */
    Source part(String part) {
        return new Source(name + ": " + part);
    }

    /** {@code text} in quotes, on one line, cut to 40 characters. */
    static String quote(String text) {
        String s = text.length() <= 40 ? text : text.substring(0, 37) + "...";
        return '"' + s.replaceAll("\\p{Cntrl}", "?") + '"';
    }
}
