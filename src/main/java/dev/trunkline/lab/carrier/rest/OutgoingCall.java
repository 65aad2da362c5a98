package dev.trunkline.lab.carrier.rest;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An order over REST to call someone. Immutable.
 *
 * @param twiml what to do when they answer; null: {@code url} is asked
 * @param limitMillis the call is ended after this
 * @param statusEvents which events {@code statusCallback} is told
 * @param ringMillis how long it may ring
 * @param machineCallback told who answered; null: nobody listens for that
 */
public record OutgoingCall(
        String from,
        String to,
        @Nullable String twiml,
        URI url,
        String method,
        long limitMillis,
        @Nullable URI statusCallback,
        Set<String> statusEvents,
        long ringMillis,
        @Nullable URI machineCallback) {}
