package dev.trunkline.phone.twilio;

/**
 * Which call a stream may be opened for; kept on our side, so that nothing on the wire has to be believed. Immutable.
 *
 * @param callSid the call
 * @param from who calls; personal data
 * @param to who was called
 */
record StreamGrant(String callSid, String from, String to) {}
