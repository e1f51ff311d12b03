package io.jobservice.joblog;

import io.jobservice.model.DurationText;
import io.jobservice.model.SizeText;
import java.time.Duration;
import java.util.OptionalLong;

/** Reads the settings of the back ends that ship with the service. */
record SettingTexts(LogSettings settings) {

  String required(String name) throws LogSettingsException {
    return settings.get(name).orElseThrow(() -> new LogSettingsException(name, "is required"));
  }

  boolean flag(String name) throws LogSettingsException {
    String text = settings.get(name).orElse("false");
    if (!text.equals("true") && !text.equals("false")) {
      throw new LogSettingsException(name, "is not known; allowed are true, false");
    }
    return text.equals("true");
  }

  long size(String name, String preset, long least, long most) throws LogSettingsException {
    OptionalLong size = SizeText.parse(settings.get(name).orElse(preset));
    if (size.isEmpty() || size.getAsLong() < least || size.getAsLong() > most) {
      throw new LogSettingsException(
          name, "allowed are " + SizeText.format(least) + " to " + SizeText.format(most));
    }
    return size.getAsLong();
  }

  Duration duration(String name, String preset, Duration least, Duration most)
      throws LogSettingsException {
    Duration duration = DurationText.parse(settings.get(name).orElse(preset)).orElse(Duration.ZERO);
    if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
      throw new LogSettingsException(
          name, "allowed are " + DurationText.format(least) + " to " + DurationText.format(most));
    }
    return duration;
  }
}
