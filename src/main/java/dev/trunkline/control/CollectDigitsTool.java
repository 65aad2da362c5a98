package dev.trunkline.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.ai.AgentProfile.ToolSpec;
import dev.trunkline.call.CallActions;
import dev.trunkline.call.DigitRequest;
import dev.trunkline.call.ToolRunner;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks the caller for keys: an account number, a PIN, a card. Masked ones are told to nobody but the receiver that the operator
 * has configured. Immutable.
 */
public final class CollectDigitsTool implements CallTool {

    private static final int MOST = 64;
    private static final int MOST_SECONDS = 60;
    private static final int MAX_PURPOSE = 100;
    private static final int TAIL = 4;
    private static final int LEAST_WITH_TAIL = 12; // the end of a card's number may be told, that of a PIN is the PIN
    private static final long AROUND_IT_SECONDS = 60; // the agent's question before it, the delivery after it

    private static final ToolSpec SPEC = new ToolSpec(
            "collect_digits",
            "Have the caller enter digits on the telephone's keypad. Say first what to enter, and how it ends. For card"
                    + " numbers, security codes and PINs masked must be true: you are then told how many digits were"
                    + " entered, never which.",
            "{\"type\":\"object\",\"properties\":{"
                    + "\"min\":{\"type\":\"integer\",\"description\":\"So many digits at least, 1 by default.\"},"
                    + "\"max\":{\"type\":\"integer\",\"description\":\"So many at most; with the last of them it is over.\"},"
                    + "\"terminator\":{\"type\":\"string\",\"enum\":[\"#\",\"*\",\"none\"],"
                    + "\"description\":\"The key that ends it before that; # by default.\"},"
                    + "\"masked\":{\"type\":\"boolean\",\"description\":\"Whether nobody may see them.\"},"
                    + "\"purpose\":{\"type\":\"string\",\"description\":\"What they are, such as card_number.\"},"
                    + "\"first_timeout_seconds\":{\"type\":\"integer\",\"description\":\"For the first digit, 10 by default.\"},"
                    + "\"next_timeout_seconds\":{\"type\":\"integer\",\"description\":\"For each further one, 5 by default.\"}},"
                    + "\"required\":[\"max\"]}",
            "I could not take the digits. Could you tell me instead?");

    private final String route;
    private final @Nullable DigitDelivery delivery;

    /** @param delivery takes masked digits; null: they are counted and forgotten */
    public CollectDigitsTool(String route, @Nullable DigitDelivery delivery) {
        this.route = route;
        this.delivery = delivery;
    }

    @Override
    public ToolSpec spec() {
        return SPEC;
    }

    @Override
    public void run(JsonNode arguments, CallActions call, ToolRunner.Answer answer) {
        String mistake = mistake(arguments);
        if (mistake != null) {
            answer.fail("bad_parameters", mistake, SPEC.fallbackContent());
            return;
        }
        String key = arguments.path("terminator").asText("#");
        DigitRequest request = new DigitRequest(
                arguments.path("min").asInt(1),
                arguments.path("max").asInt(),
                key.equals("none") ? null : key.charAt(0),
                TimeUnit.SECONDS.toNanos(arguments.path("first_timeout_seconds").asInt(10)),
                TimeUnit.SECONDS.toNanos(arguments.path("next_timeout_seconds").asInt(5)),
                arguments.path("masked").asBoolean(false));
        String purpose = arguments.path("purpose").asText("");
        if (call.collectDigits(request, outcome -> tell(request, purpose, outcome, call, answer))) {
            answer.mayTake(request.longestNanos() + TimeUnit.SECONDS.toNanos(AROUND_IT_SECONDS));
        } else {
            answer.fail("failed", "digits are being collected already", "I am still waiting for your digits.");
        }
    }

    private static @Nullable String mistake(JsonNode arguments) {
        JsonNode masked = arguments.path("masked");
        String terminator = arguments.path("terminator").asText("#");
        if (!isWhole(arguments.path("max"), false, MOST)) {
            return "max must be a whole number from 1 to " + MOST;
        } else if (!isWhole(arguments.path("min"), true, arguments.path("max").asInt())) {
            return "min must be a whole number from 1 to max";
        } else if (!masked.isMissingNode() && !masked.isBoolean()) {
            return "masked must be true or false"; // a guess could show a card's number
        } else if (!terminator.equals("#") && !terminator.equals("*") && !terminator.equals("none")) {
            return "terminator must be #, * or none";
        } else if (!isWhole(arguments.path("first_timeout_seconds"), true, MOST_SECONDS)
                || !isWhole(arguments.path("next_timeout_seconds"), true, MOST_SECONDS)) {
            return "time-outs must be whole seconds from 1 to " + MOST_SECONDS;
        }
        return null;
    }

    private static boolean isWhole(JsonNode number, boolean optional, int most) {
        return number.isMissingNode()
                ? optional
                : number.isIntegralNumber()
                        && number.canConvertToInt()
                        && number.asInt() >= 1
                        && number.asInt() <= most;
    }

    private void tell(
            DigitRequest request,
            String purpose,
            DigitRequest.Outcome outcome,
            CallActions call,
            ToolRunner.Answer answer) {
        int count = outcome.digits().length();
        if (outcome.spoke()) {
            answer.succeed("The caller spoke instead of pressing keys. Answer what was said.");
        } else if (count == 0) {
            answer.succeed("The caller pressed no keys in time.");
        } else if (count < request.least()) {
            String which = request.masked() ? "" : ": " + outcome.digits();
            answer.succeed("The caller entered only " + count + " of at least " + request.least() + " digits" + which
                    + ", and then nothing more.");
        } else if (!request.masked()) {
            answer.succeed("The caller entered " + outcome.digits() + ".");
        } else {
            deliver(purpose, outcome.digits(), call, answer);
        }
    }

    private void deliver(String purpose, String digits, CallActions call, ToolRunner.Answer answer) {
        String entered = "The caller entered " + digits.length() + " digits"
                + (digits.length() >= LEAST_WITH_TAIL ? " ending in " + digits.substring(digits.length() - TAIL) : "");
        if (delivery == null) {
            answer.succeed(entered + ". They were kept nowhere: this line has no receiver for them.");
            return;
        }
        String what = purpose.length() > MAX_PURPOSE ? purpose.substring(0, MAX_PURPOSE) : purpose;
        delivery.deliver(new DigitDelivery.Digits(call.callSid(), route, what, digits))
                .whenCompleteAsync(
                        (token, failure) -> {
                            if (failure == null) {
                                answer.succeed(entered + ". They were delivered"
                                        + (token == null ? "." : ", and are called " + token + "."));
                            } else {
                                answer.fail(
                                        "failed",
                                        "masked digits were not delivered",
                                        "I could not pass on what you entered. Please try again later.");
                            }
                        },
                        call.loop());
    }
}
