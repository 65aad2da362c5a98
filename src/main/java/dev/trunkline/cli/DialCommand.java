package dev.trunkline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.app.Trunkline;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.lab.carrier.CarrierSettings;
import dev.trunkline.lab.carrier.SimulatedCarrier;
import dev.trunkline.lab.fleet.measure.BridgeAdmin;
import dev.trunkline.net.connection.ClientTls;
import dev.trunkline.outbound.NumberingPlan;
import dev.trunkline.speech.tts.FreeTtsVoice;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has a bridge call somebody, or everybody of a file. */
@Command(
        name = "dial",
        description = {
            "Has a running bridge call somebody, or everybody of a file, and tells what became of it.",
            "  Without --to all of it is simulated, in this process: nobody is really called."
        },
        mixinStandardHelpOptions = true)
final class DialCommand implements Callable<Integer> {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final String SOME_NUMBER = "+18005550199";
    private static final String UNKNOWN = "is not known to the bridge any more";

    @Parameters(
            arity = "0..1",
            paramLabel = "NUMBER",
            description = "Whom to call, with the country, like +14155550100.")
    private @Nullable String number;

    @Option(
            names = "--file",
            paramLabel = "CSV",
            description = "Whom to call: a CSV file; the first line names the columns: to, and if you like from, route,"
                    + " machine, message; others are variables.")
    private @Nullable Path file;

    @Option(
            names = "--to",
            paramLabel = "URL",
            converter = Arguments.HttpUrl.class,
            description = "Where a running bridge answers its operators, as 'serve' prints it.")
    private @Nullable URI to;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "What it asks them for. Without it: TRUNKLINE_ADMIN_TOKEN.")
    private @Nullable String token;

    @Option(names = "--from", paramLabel = "NUMBER", description = "Which number of ours is shown.")
    private @Nullable String from;

    @Option(names = "--route", paramLabel = "NAME", description = "The route that takes the call.")
    private @Nullable String route;

    @Option(
            names = "--var",
            paramLabel = "NAME=VALUE",
            description = "A variable for the prompt; may be given many times.")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Option(
            names = "--machine",
            paramLabel = "ACTION",
            description = "What becomes of it when a machine answers: hang_up, message, talk.")
    private @Nullable String machine;

    @Option(names = "--message", paramLabel = "TEXT", description = "What is said to a machine then.")
    private @Nullable String message;

    @Option(names = "--no-wait", description = "Ends when the bridge has taken the orders, and tells their ids.")
    private boolean noWait;

    @Option(
            names = "--answer",
            paramLabel = "WHO",
            defaultValue = "human",
            description =
                    "Who answers where it is simulated: human, machine, short-machine, fax, silence, hangs-up, busy,"
                            + " no-answer, failed, invalid.")
    private String answer = "human";

    @Option(names = "--config", paramLabel = "FILE", description = "A trunkline.yaml for the simulation.")
    private @Nullable Path config;

    @Mixin
    private final TrustFile trust = new TrustFile();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        ConsoleOptions.quietLog();
        List<ObjectNode> orders = orders();
        SimulatedCallee callee = callee();
        if (to != null) {
            ConfigReader.checkNames(System.getenv());
            String known = AdminOptions.token(spec, "--token", token);
            BridgeAdmin bridge = AdminOptions.kept(spec, new BridgeAdmin(to, known));
            return dial(new BridgeDialling(bridge, trust.tls()), orders);
        }
        return simulate(callee, orders);
    }

    private List<ObjectNode> orders() throws IOException {
        if ((number == null) == (file == null)) {
            throw wrong("give a number, or --file");
        }
        List<ObjectNode> orders = new ArrayList<>();
        if (file != null) {
            orders.addAll(DialList.read(file));
        } else {
            orders.add(JsonNodeFactory.instance.objectNode().put("to", number));
        }
        for (ObjectNode order : orders) {
            unlessThere(order, "from", from);
            unlessThere(order, "route", route);
            unlessThere(order, "machine", machine);
            unlessThere(order, "message", message);
            variables.forEach((name, value) -> order.withObject("variables").put(name, value));
        }
        return orders;
    }

    private static void unlessThere(ObjectNode order, String field, @Nullable String value) {
        if (value != null && !order.has(field)) {
            order.put(field, value);
        }
    }

    private SimulatedCallee callee() {
        SimulatedCallee callee = SimulatedCallee.of(answer);
        if (callee == null) {
            throw wrong("--answer is one of " + SimulatedCallee.labels());
        }
        return callee;
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    /** A bridge, an engine, a carrier and whoever answers, for the occasion. */
    private int simulate(SimulatedCallee callee, List<ObjectNode> orders) throws Exception {
        Heap.require("a call and all that answers it", Heap.CALL_MEGABYTES);
        Path folder = Files.createTempDirectory("trunkline-dial");
        FreeTtsVoice voice = new FreeTtsVoice();
        Map<String, String> environment = new HashMap<>(Map.of(
                "TRUNKLINE_DATA_DIR",
                folder.toString(),
                "TRUNKLINE_OUTBOUND_ENABLED",
                "true",
                "TRUNKLINE_OUTBOUND_COUNTRIES",
                countries(orders),
                "TRUNKLINE_OUTBOUND_CALLER_ID",
                from == null ? SOME_NUMBER : from,
                "TWILIO_ACCOUNT_SID",
                CarrierSettings.SOME_ACCOUNT));
        EmbeddedStack draft = EmbeddedStack.of(config, environment);
        try (SimulatedCarrier carrier = SimulatedCarrier.start(
                CarrierSettings.local()
                        .withAccount(CarrierSettings.SOME_ACCOUNT, draft.token())
                        .withVoice(voice),
                callee.people(voice))) {
            environment.put(
                    "TWILIO_API_BASE_URL",
                    "http://localhost:" + carrier.restUrl().getPort());
            EmbeddedStack stack = EmbeddedStack.of(config, environment, draft.token());
            progress().println("Loading the agent's voice and ears; nobody is really called...");
            try (Trunkline bridge = Trunkline.start(stack.config())) {
                TrunklineCommand.await(bridge.ready());
                TrunklineCommand.await(bridge.warm());
                return dial(
                        new BridgeDialling(new BridgeAdmin(bridge.adminUrl(), stack.token()), ClientTls.platform()),
                        orders);
            }
        }
    }

    private static String countries(List<ObjectNode> orders) {
        NumberingPlan plan = new NumberingPlan();
        TreeSet<String> countries = new TreeSet<>();
        for (ObjectNode order : orders) {
            NumberingPlan.Known known = plan.read(order.path("to").asText());
            if (known != null && plan.isCountry(known.country())) {
                countries.add(known.country());
            }
        }
        return countries.isEmpty() ? "US" : String.join(",", countries);
    }

    private int dial(BridgeDialling bridge, List<ObjectNode> orders) throws IOException, InterruptedException {
        Map<String, String> open = new LinkedHashMap<>(); // id to number
        boolean areAllTaken = true;
        for (ObjectNode order : orders) {
            JsonNode taken = place(bridge, order, open);
            if (taken.has("id")) {
                open.put(taken.path("id").asText(), order.path("to").asText());
            } else {
                areAllTaken = false;
                say(order.path("to").asText() + "  refused: "
                        + taken.path("error").asText());
            }
        }
        if (noWait) {
            open.forEach((id, called) -> say(called + "  " + id));
        } else {
            areAllTaken &= follow(bridge, open);
        }
        return areAllTaken ? TrunklineCommand.GOOD : TrunklineCommand.FAILED;
    }

    /** Says which were taken before one that could not be asked for: who dials them all again would call people twice. */
    private JsonNode place(BridgeDialling bridge, ObjectNode order, Map<String, String> taken)
            throws IOException, InterruptedException {
        try {
            return bridge.place(order);
        } catch (IOException e) {
            if (!taken.isEmpty()) {
                taken.forEach((id, called) -> say(called + "  " + id));
                String trouble = taken.size() + " taken before, and perhaps that for "
                        + order.path("to").asText() + "; leave these out when you dial the others: " + e.getMessage();
                throw new IOException(trouble, e);
            }
            throw e;
        }
    }

    /** Until all are over; false when nobody knows one of them any more. */
    private boolean follow(BridgeDialling bridge, Map<String, String> open) throws IOException, InterruptedException {
        Map<String, String> told = new HashMap<>();
        boolean areAllKnown = true;
        while (!open.isEmpty() && !Thread.currentThread().isInterrupted()) {
            Iterator<Map.Entry<String, String>> each = open.entrySet().iterator();
            while (each.hasNext()) {
                Map.Entry<String, String> entry = each.next();
                JsonNode order = bridge.order(entry.getKey());
                String line = order == null ? UNKNOWN : line(order);
                if (!line.equals(told.put(entry.getKey(), line))) {
                    say(entry.getValue() + "  " + line);
                }
                areAllKnown &= order != null;
                if (order == null || order.path("state").asText().equals("over")) {
                    each.remove();
                }
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return areAllKnown;
    }

    private static String line(JsonNode order) {
        if (order.has("error")) {
            return "the bridge does not say how it stands: "
                    + order.path("error").asText();
        }
        String waitsFor = order.path("waitsFor").asText("");
        return switch (order.path("state").asText()) {
            case "over" -> order.path("outcome").asText();
            case "waiting" ->
                waitsFor.isEmpty()
                        ? "waits"
                        : "waits (" + waitsFor + ") until "
                                + order.path("dueAt").asText();
            case "called" ->
                order.path("answeredBy").asText("").isEmpty()
                        ? "is called"
                        : "is called, answered by: " + order.path("answeredBy").asText();
            default -> "is called";
        };
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(ConsoleTranscript.harmless(line));
        out.flush();
    }

    private PrintWriter progress() {
        return spec.commandLine().getErr();
    }
}
