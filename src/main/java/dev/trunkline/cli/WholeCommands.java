package dev.trunkline.cli;

import picocli.CommandLine;

/** The commands that need the engine and the laboratory, which the bridge's own jar does not hold. */
final class WholeCommands {

    private WholeCommands() {}

    static void addTo(CommandLine commandLine) {
        commandLine
                .addSubcommand(new CallCommand())
                .addSubcommand(new DialCommand())
                .addSubcommand(new FleetCommand())
                .addSubcommand(new PanelCommand())
                .addSubcommand(new EviServerCommand())
                .addSubcommand(new CarrierCommand())
                .addSubcommand(new ProvisionCommand())
                .addSubcommand(new ScriptCommand())
                .addSubcommand(new BundleCommand())
                .addSubcommand(new RelayCommand())
                .addSubcommand(new ChaosCommand())
                .addSubcommand(new WatchCommand());
    }
}
