package dev.trunkline.engine.mind.script;

import dev.trunkline.engine.mind.script.SpokenNumbers.Token;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Days and times of day in what was said. Stateless. */
final class SpokenDates {

    private SpokenDates() {}

    /** The first day that is named, seen from {@code today}; null for none. A day without a year is the next one. */
    static @Nullable LocalDate date(String text, LocalDate today) {
        List<Token> tokens = SpokenNumbers.tokens(text);
        for (int i = 0; i < tokens.size(); i++) {
            LocalDate date = dateAt(tokens, i, today);
            if (date != null) {
                return date;
            }
        }
        return null;
    }

    private static @Nullable LocalDate dateAt(List<Token> tokens, int i, LocalDate today) {
        Token token = tokens.get(i);
        if (token.text().matches("\\d{4}-\\d{2}-\\d{2}|\\d{1,2}[./]\\d{1,2}([./]\\d{2,4})?")) {
            return written(token.text(), today);
        }
        if (token.is("today", "tonight")) {
            return today;
        }
        if (token.is("tomorrow")) {
            boolean isAfter =
                    i >= 2 && tokens.get(i - 1).is("after") && tokens.get(i - 2).is("day");
            return today.plusDays(isAfter ? 2 : 1);
        }
        DayOfWeek day = dayOfWeek(token.text());
        if (day != null) {
            return weekday(tokens, i, day, today);
        }
        if (token.is("in") && i + 2 < tokens.size()) {
            return in(tokens.get(i + 1), tokens.get(i + 2), today);
        }
        if (isEndOfMonth(tokens, i)) {
            return today.with(TemporalAdjusters.lastDayOfMonth());
        }
        Month month = month(token.text());
        if (month != null) {
            return ofMonth(tokens, i, month, today);
        }
        boolean isAlone = token.ordinal() && !hasMonth(tokens);
        if (isAlone) {
            return future(token, null, today);
        }
        return null;
    }

    private static boolean isEndOfMonth(List<Token> tokens, int i) {
        return tokens.get(i).is("end") && tokens.stream().skip(i).limit(4).anyMatch(token -> token.is("month"));
    }

    private static boolean hasMonth(List<Token> tokens) {
        return tokens.stream().anyMatch(token -> month(token.text()) != null);
    }

    private static LocalDate weekday(List<Token> tokens, int i, DayOfWeek day, LocalDate today) {
        LocalDate next = today.with(TemporalAdjusters.next(day));
        boolean isWeekAfter = i + 1 < tokens.size() && tokens.get(i + 1).is("week");
        return isWeekAfter ? next.plusWeeks(1) : next;
    }

    private static @Nullable LocalDate in(Token count, Token unit, LocalDate today) {
        long many = count.is("a", "one")
                ? 1
                : count.value() == null ? 0 : count.value().longValue();
        if (many < 1 || many > 1_000) {
            return null;
        }
        return switch (unit.text()) {
            case "day", "days" -> today.plusDays(many);
            case "week", "weeks" -> today.plusWeeks(many);
            case "month", "months" -> today.plusMonths(many);
            default -> null;
        };
    }

    /** "The third of May", "May third", "3 May 2027". */
    private static @Nullable LocalDate ofMonth(List<Token> tokens, int i, Month month, LocalDate today) {
        Token before = i > 0 ? tokens.get(i - 1) : null;
        if (before != null && before.is("of") && i > 1) {
            before = tokens.get(i - 2);
        }
        Token after = i + 1 < tokens.size() ? tokens.get(i + 1) : null;
        if (after != null && after.is("the") && i + 2 < tokens.size()) {
            after = tokens.get(i + 2);
        }
        Token day = before != null && before.value() != null && before.value().intValue() <= 31 ? before : after;
        return day == null || day.value() == null || day.value().intValue() > 31 ? null : future(day, month, today);
    }

    private static @Nullable LocalDate future(Token day, @Nullable Month month, LocalDate today) {
        int number = Objects.requireNonNull(day.value()).intValue();
        try {
            LocalDate date =
                    month == null ? today.withDayOfMonth(number) : LocalDate.of(today.getYear(), month, number);
            if (date.isBefore(today)) {
                return month == null ? date.plusMonths(1) : date.plusYears(1);
            }
            return date;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Day before month, unless that is none. */
    private static @Nullable LocalDate written(String text, LocalDate today) {
        String[] parts = text.split("[./-]", -1);
        try {
            if (parts[0].length() == 4) {
                return LocalDate.parse(text);
            }
            int first = Integer.parseInt(parts[0]);
            int second = Integer.parseInt(parts[1]);
            int day = second > 12 ? second : first;
            int month = second > 12 ? first : second;
            if (parts.length > 2) {
                int year = Integer.parseInt(parts[2]);
                return LocalDate.of(year < 100 ? 2_000 + year : year, month, day);
            }
            LocalDate date = LocalDate.of(today.getYear(), month, day);
            return date.isBefore(today) ? date.plusYears(1) : date;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable DayOfWeek dayOfWeek(String word) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().equalsIgnoreCase(word)) {
                return day;
            }
        }
        return null;
    }

    private static @Nullable Month month(String word) {
        for (Month month : Month.values()) {
            String name = month.getDisplayName(TextStyle.FULL, Locale.ENGLISH).toLowerCase(Locale.ROOT);
            if (name.equals(word) || (word.length() == 3 && name.startsWith(word) && month != Month.MAY)) {
                return month;
            }
        }
        return null;
    }

    /** As it is read back: "Friday, 4 December". */
    static String spoken(LocalDate date) {
        return date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + ", " + date.getDayOfMonth() + " "
                + date.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    /** The first time of day that is named; null for none. Without a half of the day, one between eight and seven is meant. */
    static @Nullable LocalTime time(String text, boolean isAsked) {
        List<Token> tokens = SpokenNumbers.tokens(text);
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is("noon", "midday")) {
                return LocalTime.NOON;
            }
            if (token.is("midnight")) {
                return LocalTime.MIDNIGHT;
            }
            if (token.text().matches("\\d{1,2}:\\d{2}")) {
                String[] parts = token.text().split(":", -1);
                return time(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), text);
            }
            if (token.is("past", "to") && i > 0 && i + 1 < tokens.size() && isHour(tokens.get(i + 1))) {
                LocalTime time = around(tokens, i, text);
                if (time != null) {
                    return time;
                }
            }
        }
        return byHour(tokens, text, isAsked);
    }

    private static @Nullable LocalTime byHour(List<Token> tokens, String text, boolean isAsked) {
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (!isHour(token)) {
                continue;
            }
            String after = i + 1 < tokens.size() ? tokens.get(i + 1).text() : "";
            boolean isAt = i > 0 && tokens.get(i - 1).is("at", "around", "about", "by", "after", "before", "until");
            boolean isNamed = after.matches("o'?clock|am|pm|a|p|in") || isAt;
            Token next = i + 1 < tokens.size() ? tokens.get(i + 1) : null;
            int minutes = next != null && next.isNumber() && number(next) < 60 && number(next) > 9 ? number(next) : 0;
            if (isNamed || isAsked) {
                return time(number(token), minutes, text);
            }
        }
        return null;
    }

    private static @Nullable LocalTime around(List<Token> tokens, int i, String text) {
        Token before = tokens.get(i - 1);
        int minutes = before.is("half") ? 30 : before.is("quarter") ? 15 : before.isNumber() ? number(before) : -1;
        LocalTime hour = minutes < 0 ? null : time(number(tokens.get(i + 1)), 0, text);
        if (hour == null) {
            return null;
        }
        return tokens.get(i).is("past") ? hour.plusMinutes(minutes) : hour.minusMinutes(minutes);
    }

    private static boolean isHour(Token token) {
        return token.isNumber()
                && token.value() != null
                && token.value().compareTo(BigDecimal.valueOf(24)) <= 0
                && token.value().scale() <= 0;
    }

    private static int number(Token token) {
        return Objects.requireNonNull(token.value()).intValue();
    }

    private static @Nullable LocalTime time(int hour, int minutes, String text) {
        String plain = " " + text.toLowerCase(Locale.ROOT).replace(".", "") + " ";
        boolean isAfternoon = plain.matches(".*(\\d| )pm\\b.*|.*(afternoon|evening|night|tonight).*");
        boolean isMorning = plain.matches(".*(\\d| )am\\b.*|.*morning.*");
        boolean isLate = isAfternoon || (!isMorning && hour < 8);
        int of24 = isLate && hour < 12 ? hour + 12 : isMorning && hour == 12 ? 0 : hour;
        return of24 > 23 || minutes > 59 ? null : LocalTime.of(of24, minutes);
    }

    /** As it is read back: "3:30 pm". */
    static String spoken(LocalTime time) {
        int hour = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
        String minutes = time.getMinute() == 0 ? "" : String.format(Locale.ROOT, ":%02d", time.getMinute());
        return hour + minutes + (time.getHour() < 12 ? " am" : " pm");
    }
}
