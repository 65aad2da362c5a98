package dev.trunkline.app;

import static dev.trunkline.config.Secret.revealed;

import dev.trunkline.config.ConfigException;
import dev.trunkline.config.EngineConfig;
import dev.trunkline.config.EngineKey;
import dev.trunkline.engine.EngineSettings;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.remote.ChosenDialogModel;
import dev.trunkline.engine.mind.remote.ClmDialogModel;
import dev.trunkline.engine.mind.remote.ClmSettings;
import dev.trunkline.engine.mind.remote.GenerationMeter;
import dev.trunkline.engine.mind.remote.OpenAiDialogModel;
import dev.trunkline.engine.mind.remote.OpenAiSettings;
import dev.trunkline.engine.mind.script.RescuedDialogModel;
import dev.trunkline.net.egress.EgressPolicy;
import dev.trunkline.net.http.HttpServer;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** Who thinks for the engine. */
final class EngineMinds {

    private static final String DEMONSTRATION = "Hello, this is a demonstration. How can I help you?";

    private EngineMinds() {}

    /**
     * The configured mind; chats whose config wants a custom language model get that one instead.
     *
     * @param after what takes long to load waits for this
     * @throws ConfigException when its script cannot be used; the message lists every mistake
     */
    static DialogModel of(EngineConfig config, GenerationMeter meter, CompletableFuture<Void> after)
            throws ConfigException {
        EngineConfig.Mind mind = config.mind();
        EgressPolicy egress = egress(config);
        ClmSettings custom = ClmSettings.defaults();
        URI url = mind.url();
        if (mind.kind() == EngineConfig.Mind.MindKind.CLM && url != null) {
            return rescued(new ClmDialogModel(
                    custom.withEndpoint(url, revealed(mind.apiKey())), egress, meter, System::nanoTime));
        }
        DialogModel ofChats = new ClmDialogModel(custom, egress, meter, System::nanoTime);
        String model = mind.model();
        if (mind.kind() == EngineConfig.Mind.MindKind.OPENAI && url != null && model != null) {
            OpenAiSettings settings = OpenAiSettings.of(url, revealed(mind.apiKey()), model, mind.temperature());
            return rescued(new ChosenDialogModel(new OpenAiDialogModel(settings, meter, System::nanoTime), ofChats));
        }
        return new ChosenDialogModel(
                ScriptedMind.of(mind, egress, after), rescued(ofChats)); // the script lets nobody loop anyway
    }

    private static DialogModel rescued(DialogModel mind) {
        return new RescuedDialogModel(mind, EngineSettings.defaults().phrases().trouble());
    }

    /** What a new chat begins with: the demonstration says so with its first words, unless its operator has found others. */
    static String greeting(EngineConfig config) {
        boolean isDemonstration = config.mind().kind() == EngineConfig.Mind.MindKind.SCRIPTED
                && config.mind().script() == null
                && !config.mind().invents();
        boolean isUsual = config.talk().greeting().equals(EngineKey.GREETING.defaultText());
        return isDemonstration && isUsual ? DEMONSTRATION : config.talk().greeting();
    }

    /** Where whoever may post configs may send the engine: never to a port of this process. */
    static EgressPolicy egress(EngineConfig config) {
        EgressPolicy egress =
                config.access().privateTargets() ? EgressPolicy.privateNetworksToo() : EgressPolicy.internet();
        return egress.sparing(HttpServer::isOurs);
    }
}
