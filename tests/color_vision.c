// Differences of colours as eyes see them.
#include "color_vision.h"

#include <math.h>

#define RADIAN 0.017453292519943295

// Linear sRGB to linear sRGB.
static const double seen_as[VISION_COUNT][3][3] = {
    [VISION_NORMAL] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    [VISION_PROTAN] = {{0.152286, 1.052583, -0.204868},
                       {0.114503, 0.786281, 0.099216},
                       {-0.003882, -0.048116, 1.051998}},
    [VISION_DEUTAN] = {{0.367322, 0.860646, -0.227968},
                       {0.280085, 0.672501, 0.047413},
                       {-0.011820, 0.042940, 0.968881}},
    [VISION_TRITAN] = {{1.255528, -0.076749, -0.178779},
                       {-0.078411, 0.930809, 0.147602},
                       {0.004733, 0.691367, 0.303900}},
};

static const double xyz_of[3][3] = {{0.4124564, 0.3575761, 0.1804375},
                                    {0.2126729, 0.7151522, 0.0721750},
                                    {0.0193339, 0.1191920, 0.9503041}};

static void
multiply(const double matrix[3][3], const double in[3], double out[3]) {
    for (int i = 0; i < 3; i++) {
        out[i] =
            matrix[i][0] * in[0] + matrix[i][1] * in[1] + matrix[i][2] * in[2];
    }
}

static double
linear_of(uint8_t level) {
    double v = level / 255.0;
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

// L*, a*, b* of a colour, white being that of sRGB.
static void
lab_of(struct color color, enum vision vision, bool is_washed, double lab[3]) {
    const double in[3] = {linear_of(color.r), linear_of(color.g),
                          linear_of(color.b)};
    const double ones[3] = {1, 1, 1};
    double seen[3], xyz[3], white[3], f[3];
    multiply(seen_as[vision], in, seen);
    for (int i = 0; i < 3; i++) {
        seen[i] = fmin(1.0, fmax(0.0, seen[i]));
        if (is_washed) {
            seen[i] = (seen[i] + 1.0 / 14.0) / (1.0 + 1.0 / 14.0);
        }
    }
    multiply(xyz_of, seen, xyz);
    multiply(xyz_of, ones, white);
    for (int i = 0; i < 3; i++) {
        double v = xyz[i] / white[i];
        f[i] =
            v > 216.0 / 24389.0 ? cbrt(v) : (24389.0 / 27.0 * v + 16.0) / 116.0;
    }
    lab[0] = 116.0 * f[1] - 16.0;
    lab[1] = 500.0 * (f[0] - f[1]);
    lab[2] = 200.0 * (f[1] - f[2]);
}

static double
degrees_of(double b, double a) {
    double degrees = a == 0.0 && b == 0.0 ? 0.0 : atan2(b, a) / RADIAN;
    return degrees < 0.0 ? degrees + 360.0 : degrees;
}

static double
cos_of(double degrees) {
    return cos(degrees * RADIAN);
}

static double
seventh_part(double chroma) {
    double seventh = pow(chroma, 7.0);
    return sqrt(seventh / (seventh + pow(25.0, 7.0)));
}

static double
mean_hue(double one, double two, bool has_grey) {
    if (has_grey) {
        return one + two;
    }
    if (fabs(one - two) <= 180.0) {
        return (one + two) / 2.0;
    }
    return (one + two + (one + two < 360.0 ? 360.0 : -360.0)) / 2.0;
}

// Sharma, Wu and Dalal's implementation notes, with all weights 1.
double
ciede2000(const double one[3], const double two[3]) {
    double mean_c = (hypot(one[1], one[2]) + hypot(two[1], two[2])) / 2.0;
    double stretch = 1.0 + 0.5 * (1.0 - seventh_part(mean_c));
    double a1 = stretch * one[1], a2 = stretch * two[1];
    double c1 = hypot(a1, one[2]), c2 = hypot(a2, two[2]);
    double h1 = degrees_of(one[2], a1), h2 = degrees_of(two[2], a2);
    bool has_grey = c1 * c2 == 0.0;
    double turn = has_grey ? 0.0 : h2 - h1;
    turn += turn > 180.0 ? -360.0 : turn < -180.0 ? 360.0 : 0.0;
    double light = two[0] - one[0], chroma = c2 - c1;
    double hue = 2.0 * sqrt(c1 * c2) * sin(turn / 2.0 * RADIAN);

    double l = (one[0] + two[0]) / 2.0 - 50.0, c = (c1 + c2) / 2.0;
    double h = mean_hue(h1, h2, has_grey);
    double t = 1.0 - 0.17 * cos_of(h - 30.0) + 0.24 * cos_of(2.0 * h)
               + 0.32 * cos_of(3.0 * h + 6.0) - 0.20 * cos_of(4.0 * h - 63.0);
    double part_l = light / (1.0 + 0.015 * l * l / sqrt(20.0 + l * l));
    double part_c = chroma / (1.0 + 0.045 * c);
    double part_h = hue / (1.0 + 0.015 * c * t);
    double bend = 60.0 * exp(-pow((h - 275.0) / 25.0, 2.0));
    double cross = -sin(bend * RADIAN) * 2.0 * seventh_part(c);
    return sqrt(part_l * part_l + part_c * part_c + part_h * part_h
                + cross * part_c * part_h);
}

double
vision_difference(struct color a, struct color b, enum vision vision,
                  bool is_washed) {
    double one[3], two[3];
    lab_of(a, vision, is_washed, one);
    lab_of(b, vision, is_washed, two);
    return ciede2000(one, two);
}
