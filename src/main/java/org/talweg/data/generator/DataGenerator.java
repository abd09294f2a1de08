package org.talweg.data.generator;

import org.talweg.data.Table;

/** A kind of data set with its parameters. */
public interface DataGenerator {

    /** The table: input columns, then the label column {@code y}. Equal parameters give equal tables. */
    Table generate();
}
