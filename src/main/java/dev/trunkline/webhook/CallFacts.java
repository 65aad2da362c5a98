package dev.trunkline.webhook;

import java.time.Instant;

/**
 * What every event says of its call. Immutable; holds personal data.
 *
 * @param from who calls, as the carrier says
 * @param startedAt when its first sound of this process flowed
 */
record CallFacts(String callSid, String route, String from, String to, Instant startedAt) {}
