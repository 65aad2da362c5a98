package dev.trunkline.bridge;

import dev.trunkline.phone.PhoneAddress;

/**
 * A call that asks to come in. Immutable.
 *
 * @param callSid the carrier's name of it
 * @param route who would take it
 * @param routeMaxCalls how many calls that route has room for, 0 for any number
 * @param caller who calls, in the normal form; personal data; "" when the caller cannot be told from others
 */
public record NewCall(String callSid, String route, int routeMaxCalls, String caller) {

    /** Of nobody in particular: a call that is ours already. */
    static NewCall known(String callSid) {
        return new NewCall(callSid, "", 0, "");
    }

    /** On this route. */
    static NewCall of(String callSid, Route route, String from) {
        return new NewCall(callSid, route.name(), route.maxCalls(), caller(from));
    }

    /** Who calls, in the normal form; "" when the caller cannot be told from others. */
    static String caller(String from) {
        PhoneAddress address = PhoneAddress.of(from);
        boolean isKnown = address.kind() != PhoneAddress.Kind.WITHHELD && address.kind() != PhoneAddress.Kind.OTHER;
        return isKnown ? address.text() : "";
    }
}
