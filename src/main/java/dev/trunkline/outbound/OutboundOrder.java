package dev.trunkline.outbound;

import java.util.Map;

/**
 * That somebody is to be called, checked. Immutable; holds personal data.
 *
 * @param id ours, not to be guessed
 * @param to E.164
 * @param from what the telephone there shows: a number of ours, E.164
 * @param route the name of the route that the call takes
 * @param variables for the prompt, beside the route's own
 * @param message what is said to a machine, "" where none is
 * @param orderedMillis when it was asked for, Unix time
 */
public record OutboundOrder(
        String id,
        String to,
        String from,
        String route,
        Map<String, String> variables,
        MachineAction machine,
        String message,
        long orderedMillis) {

    public OutboundOrder {
        variables = Map.copyOf(variables);
    }

    /** Without who is called and what they are told. */
    @Override
    public String toString() {
        return "OutboundOrder[" + id + ", route=" + route + "]";
    }
}
