export { fitIsotonic, type IsotonicScaling } from "./fit_isotonic.ts";
export { fitPlatt, type PlattScaling } from "./fit_platt.ts";
export { fitTemperature, type TemperatureScaling } from "./fit_temperature.ts";
