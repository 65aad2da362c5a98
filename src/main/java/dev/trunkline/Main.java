package dev.trunkline;

import dev.trunkline.cli.TrunklineCommand;

/** The program. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(TrunklineCommand.run(args));
    }
}
