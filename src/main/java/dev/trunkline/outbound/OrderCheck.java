package dev.trunkline.outbound;

import dev.trunkline.outbound.Submission.Reason;
import dev.trunkline.outbound.Submission.Refused;
import dev.trunkline.phone.PhoneAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether somebody may be called, when it is asked for and again when it is about to be done. Confined to one thread. */
final class OrderCheck {

    private static final int ID_BYTES = 16;
    private static final int MAX_VARIABLES = 50;
    private static final int MAX_VARIABLE_CHARACTERS = 8_000; // of all together: a journal's record has an end
    private static final int MAX_MESSAGE_CHARACTERS = 1_000;

    private final OutboundPolicy policy;
    private final NumberingPlan numbers;
    private final DoNotCallList doNotCall;
    private final DialHistory history;
    private final SecureRandom random = new SecureRandom();

    OrderCheck(OutboundPolicy policy, NumberingPlan numbers, DoNotCallList doNotCall, DialHistory history) {
        this.policy = policy;
        this.numbers = numbers;
        this.doNotCall = doNotCall;
        this.history = history;
    }

    /** An order, or why not: {@link Submission.Taken} of it, or {@link Refused}. */
    Submission check(OutboundRequest request, long nowMillis) {
        NumberingPlan.Known number = numbers.read(request.to());
        if (number == null) {
            return new Refused(
                    Reason.INVALID_NUMBER,
                    "to is no telephone number that anybody can have; write it with its country, like +14155550100");
        }
        Refused refused = fence(number, nowMillis);
        if (refused != null) {
            return refused;
        }
        String from = caller(request);
        if (from == null) {
            return new Refused(Reason.BAD_REQUEST, noCaller(request));
        }
        String route = String.valueOf(policy.callers().get(from));
        OutboundPolicy.Machine usual = policy.machine(route);
        String machine = request.machine();
        MachineAction action = machine == null ? usual.action() : MachineAction.of(machine);
        String message =
                request.message() == null ? usual.message() : request.message().strip();
        if (action == null) {
            return new Refused(Reason.BAD_REQUEST, "machine must be hang_up, message or talk");
        }
        if (action == MachineAction.MESSAGE && message.isEmpty()) {
            return new Refused(Reason.BAD_REQUEST, "message is missing: machine is message, and nothing is to be said");
        }
        if (message.length() > MAX_MESSAGE_CHARACTERS) {
            return new Refused(
                    Reason.BAD_REQUEST, "message is longer than " + MAX_MESSAGE_CHARACTERS + " characters; shorten it");
        }
        if (isTooMuch(request.variables())) {
            return new Refused(
                    Reason.BAD_REQUEST,
                    "variables must be " + MAX_VARIABLES + " at most, and " + MAX_VARIABLE_CHARACTERS
                            + " characters together");
        }
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return new Submission.Taken(OrderEntry.of(new OutboundOrder(
                HexFormat.of().formatHex(id),
                number.text(),
                from,
                route,
                request.variables(),
                action,
                action == MachineAction.MESSAGE ? message : "",
                nowMillis)));
    }

    /** Why nobody may call this number now or later, or null. */
    private @Nullable Refused fence(NumberingPlan.Known number, long nowMillis) {
        if (!policy.countries().contains(number.country())) {
            return new Refused(
                    Reason.NOT_ALLOWED,
                    "to is a number of " + number.country() + ", which outbound.countries does not name; it names "
                            + new TreeSet<>(policy.countries()));
        }
        if (number.isCostly()) {
            return new Refused(Reason.NOT_ALLOWED, "to is a premium or shared-cost number; those are never called");
        }
        if (doNotCall.has(number.text())) {
            return new Refused(Reason.DO_NOT_CALL, "to is on the do-not-call list");
        }
        if (isSpent(number.text(), nowMillis)) {
            return new Refused(
                    Reason.NUMBER_LIMIT,
                    "to was called " + policy.limits().perNumberPerDay()
                            + " times in 24 hours, and outbound.perNumberPerDay allows no more");
        }
        if (policy.hours().next(number.zones(), Instant.ofEpochMilli(nowMillis)) == null) {
            return new Refused(
                    Reason.NO_HOUR,
                    number.zones().isEmpty()
                            ? "to is a number whose time zone nobody knows, so its calling hours are not known either"
                            : "to may be in time zones whose calling hours have no minute in common: "
                                    + number.zones());
        }
        return null;
    }

    private boolean isSpent(String number, long nowMillis) {
        return history.ofNumber(number, nowMillis) >= policy.limits().perNumberPerDay();
    }

    private @Nullable String caller(OutboundRequest request) {
        Map<String, String> callers = policy.callers();
        String from =
                request.from() == null ? null : PhoneAddress.of(request.from()).text();
        String route = request.route();
        if (from != null) {
            return callers.containsKey(from) && (route == null || route.equals(callers.get(from))) ? from : null;
        }
        String usual = policy.defaultCaller();
        if (route == null) {
            return callers.containsKey(usual) ? usual : null;
        }
        if (route.equals(callers.get(usual))) {
            return usual;
        }
        return callers.entrySet().stream()
                .filter(entry -> entry.getValue().equals(route))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .orElse(null);
    }

    private String noCaller(OutboundRequest request) {
        if (request.from() != null) {
            return "from must be a number of ours: outbound.callerId, or one that a route serves"
                    + (request.route() == null ? "" : ", here the route " + request.route());
        }
        return request.route() == null
                ? "from is missing, and outbound.callerId is not configured; give one of the two"
                : "route is none that has a number to call from";
    }

    private static boolean isTooMuch(Map<String, String> variables) {
        int characters = variables.entrySet().stream()
                .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
                .sum();
        return variables.size() > MAX_VARIABLES || characters > MAX_VARIABLE_CHARACTERS;
    }

    /** Why an order is not placed any more, or null. */
    @Nullable
    OutboundOutcome obstacle(OrderEntry entry, long nowMillis) {
        OutboundOrder order = entry.order();
        NumberingPlan.Known number = numbers.read(order.to());
        if (number == null
                || number.isCostly()
                || !policy.countries().contains(number.country())
                || !order.route().equals(policy.callers().get(order.from()))) {
            return OutboundOutcome.NOT_ALLOWED;
        }
        if (doNotCall.has(order.to())) {
            return OutboundOutcome.DO_NOT_CALL;
        }
        if (isSpent(order.to(), nowMillis)) {
            return OutboundOutcome.NUMBER_LIMIT;
        }
        long keptMillis = policy.habits().keptHours() * DialHistory.HOUR_MILLIS;
        boolean isOld = nowMillis - order.orderedMillis() > keptMillis;
        return isOld || opensMillis(order, nowMillis) < 0 ? OutboundOutcome.EXPIRED : null;
    }

    /** From when on it may be placed, Unix time; -1 for never. */
    long opensMillis(OutboundOrder order, long nowMillis) {
        NumberingPlan.Known number = numbers.read(order.to());
        Instant opens = number == null ? null : policy.hours().next(number.zones(), Instant.ofEpochMilli(nowMillis));
        return opens == null ? -1 : opens.toEpochMilli();
    }

    /** Whether the route has called so often that this has to wait. */
    boolean mustRouteWait(OutboundOrder order, long nowMillis) {
        int most = policy.limits().perRoutePerHour();
        return most > 0 && history.ofRoute(order.route(), nowMillis) >= most;
    }
}
