package org.alsolike.models.propensity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/**
 * All of a model that is not Tribuo's, as JSON.
 *
 * @param name of the propensity model
 * @param trainer kind of trainer
 */
record ModelCard(String name, String trainer, Preparation preparation, Calibration calibration) {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  byte[] toJson() {
    try {
      return JSON.writerWithDefaultPrettyPrinter()
          .writeValueAsBytes(
              new Written(
                  name,
                  trainer,
                  preparation,
                  calibration instanceof PlattScaling platt ? platt : null,
                  calibration instanceof IsotonicRegression isotonic ? isotonic : null));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static ModelCard fromJson(byte[] json) throws IOException {
    Written written = JSON.readValue(json, Written.class);
    Calibration calibration = written.platt != null ? written.platt : written.isotonic;
    return new ModelCard(written.name, written.trainer, written.preparation, calibration);
  }

  /** As it stands in the file: one of the two calibrations is null. */
  private record Written(
      String name,
      String trainer,
      Preparation preparation,
      PlattScaling platt,
      IsotonicRegression isotonic) {}
}
