package org.talweg.cli;

import picocli.CommandLine.Mixin;

/** What the commands about the landscape of a given data set share. */
abstract class LandscapeCommand extends ObjectiveCommand {

    @Mixin
    DataOptions data;
}
