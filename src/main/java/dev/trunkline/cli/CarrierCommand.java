package dev.trunkline.cli;

import dev.trunkline.config.ConfigReader;
import dev.trunkline.lab.carrier.CarrierSettings;
import dev.trunkline.lab.carrier.SimulatedCarrier;
import dev.trunkline.speech.tts.FreeTtsVoice;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The simulated Twilio alone, until it is told to stop. */
@Command(
        name = "carrier",
        description = {
            "Runs the simulated Twilio alone: its REST API, by which calls are made, changed and ended; the webhooks and"
                    + " media streams of those calls go to whoever asked for them.",
            "TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN are those of its account: without a token nothing is signed, and"
                    + " everybody on this machine may ask."
        },
        mixinStandardHelpOptions = true)
final class CarrierCommand implements Callable<Integer> {

    private static final Pattern ACCOUNT_SID = Pattern.compile("AC[0-9a-fA-F]{32}");

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            converter = Arguments.Port.class,
            description = "Where the REST API listens, on 127.0.0.1; 0 takes any free port.")
    private int port;

    @Option(
            names = "--answer",
            paramLabel = "WHO",
            defaultValue = "human",
            description =
                    "Who answers, whatever number is called: human, machine, short-machine, fax, silence, hangs-up,"
                            + " busy, no-answer, failed, invalid.")
    private String answer = "human";

    @Mixin
    private final TrustFile trust = new TrustFile();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Foreground foreground = new Foreground(spec.commandLine().getOut());
        SimulatedCallee callee = SimulatedCallee.of(answer);
        if (callee == null) {
            throw wrong("--answer is one of " + SimulatedCallee.labels());
        }
        ConfigReader.checkNames(System.getenv());
        String sid = given("TWILIO_ACCOUNT_SID");
        if (sid != null && !ACCOUNT_SID.matcher(sid).matches()) {
            throw wrong("TWILIO_ACCOUNT_SID must be AC and 32 hex digits");
        }
        String token = given("TWILIO_AUTH_TOKEN");
        FreeTtsVoice voice = new FreeTtsVoice();
        CarrierSettings settings = CarrierSettings.local()
                .withAccount(sid == null ? CarrierSettings.SOME_ACCOUNT : sid, token)
                .withVoice(voice)
                .withTls(trust.tls())
                .withPort(port);
        SimulatedCarrier carrier = SimulatedCarrier.start(settings, callee.people(voice));
        String line = "Twilio is simulated, account " + settings.account().sid()
                + (token == null ? ", nothing is signed (no TWILIO_AUTH_TOKEN)" : "")
                + ". For a bridge: TWILIO_API_BASE_URL=" + carrier.restUrl();
        return foreground.untilStopped(line, carrier::close);
    }

    private static @Nullable String given(String variable) {
        String value = System.getenv(variable);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
