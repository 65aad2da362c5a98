package dev.trunkline.cli;

import java.util.Map;
import java.util.function.Supplier;

/** The commands that need the engine and the laboratory, which the bridge's own jar does not hold. */
final class WholeCommands {

    private WholeCommands() {}

    static void addTo(Map<String, Supplier<Object>> commands) {
        commands.put("call", CallCommand::new);
        commands.put("dial", DialCommand::new);
        commands.put("fleet", FleetCommand::new);
        commands.put("panel", PanelCommand::new);
        commands.put("evi", EviServerCommand::new);
        commands.put("carrier", CarrierCommand::new);
        commands.put("provision", ProvisionCommand::new);
        commands.put("script", ScriptCommand::new);
        commands.put("bundle", BundleCommand::new);
        commands.put("relay", RelayCommand::new);
        commands.put("chaos", ChaosCommand::new);
        commands.put("watch", WatchCommand::new);
    }
}
