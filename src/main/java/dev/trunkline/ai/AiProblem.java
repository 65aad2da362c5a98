package dev.trunkline.ai;

/**
 * What went wrong on the AI side, in its own words. Immutable.
 *
 * @param code the AI's code, such as E0714; "" when there is none
 * @param slug its name, such as inactivity_timeout; "" when there is none
 * @param message for people
 */
public record AiProblem(String code, String slug, String message) {}
