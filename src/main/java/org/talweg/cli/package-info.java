/** The command line: picocli commands that wire the other packages together and hold no mathematics. */
package org.talweg.cli;
