// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The colours of a picture (picture layer, pure code): a path through the Oklab
// colour space, whose numbers are B. Ottosson's definition of that space.

#include "colour.h"

#include <math.h>
#include <stdbool.h>

#define PI 3.14159265358979323846

#define DARKEST 0.145
#define LIGHTEST 0.975

typedef struct {
  double red;
  double green;
  double blue;
} Linear; // Light, without the gamma of sRGB

static Linear
from_oklab(double lightness, double a, double b)
{
  const double l_root = lightness + 0.3963377774 * a + 0.2158037573 * b;
  const double m_root = lightness - 0.1055613458 * a - 0.0638541728 * b;
  const double s_root = lightness - 0.0894841775 * a - 1.2914855480 * b;
  const double l = l_root * l_root * l_root;
  const double m = m_root * m_root * m_root;
  const double s = s_root * s_root * s_root;
  return (Linear){
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s,
  };
}

static bool
is_shown(Linear light)
{
  const double least = fmin(light.red, fmin(light.green, light.blue));
  const double most = fmax(light.red, fmax(light.green, light.blue));
  return least >= 0.0 && most <= 1.0;
}

static double
encode(double light)
{
  const double x = fmin(fmax(light, 0.0), 1.0);
  return x <= 0.0031308 ? 12.92 * x : 1.055 * pow(x, 1.0 / 2.4) - 0.055;
}

static double
decode(double x)
{
  return x <= 0.04045 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4);
}

CsnPictureColour
csn_picture_level_colour(double level)
{
  const double x = fmin(fmax(level, 0.0), 1.0);
  const double lightness = DARKEST + (LIGHTEST - DARKEST) * x;
  const double degrees = 275.0 + 190.0 * pow(x, 0.9);
  const double hue = degrees * PI / 180.0;
  const double most = 0.03 + 0.185 * pow(sin(PI * pow(x, 0.85)), 0.8);
  Linear light = from_oklab(lightness, 0.0, 0.0);
  // What a screen cannot show loses colour rather than lightness
  for (int i = 100; i > 0; --i) {
    const double chroma = most * i / 100.0;
    const Linear try =
      from_oklab(lightness, chroma * cos(hue), chroma * sin(hue));
    if (is_shown(try)) {
      light = try;
      break;
    }
  }
  return (CsnPictureColour){ encode(light.red),
                             encode(light.green),
                             encode(light.blue) };
}

double
csn_picture_lightness(CsnPictureColour colour)
{
  const double r = decode(colour.red);
  const double g = decode(colour.green);
  const double b = decode(colour.blue);
  const double l = 0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b;
  const double m = 0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b;
  const double s = 0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b;
  return 0.2104542553 * cbrt(l) + 0.7936177850 * cbrt(m) -
         0.0040720468 * cbrt(s);
}

uint32_t
csn_picture_pixel(CsnPictureColour colour)
{
  const uint32_t red = (uint32_t)lround(colour.red * 255.0);
  const uint32_t green = (uint32_t)lround(colour.green * 255.0);
  const uint32_t blue = (uint32_t)lround(colour.blue * 255.0);
  return (red << 16u) | (green << 8u) | blue;
}
