/**
 * Where the markets of the province stand: one for the province, one for each of the 19 cities, first specialised ones of
 * counties and first stations. Coordinates are those of the city centre, the county's seat or the street, good to a few
 * hundred metres; addresses name a road near them. Neither has been confirmed by a market, which is why every address says so.
 */

export const addressToBeConfirmed = '（地址待市场确认）'

export type CityPlace = {
  /** GB/T 2260 code of the city. */
  region: string
  lat: number
  lng: number
  address: string
  /** For the labour hotline 12333. */
  areaCode: string
}

export const provincialMarket: CityPlace = { region: '41', lat: 34.7655, lng: 113.7536, address: '郑州市郑东新区正光路', areaCode: '0371' }

export const cityMarkets: readonly CityPlace[] = [
  { region: '4101', lat: 34.7473, lng: 113.6249, address: '二七区航海中路', areaCode: '0371' },
  { region: '4102', lat: 34.7972, lng: 114.3074, address: '龙亭区大梁路', areaCode: '0371' },
  { region: '4103', lat: 34.6187, lng: 112.454, address: '洛龙区开元大道', areaCode: '0379' },
  { region: '4104', lat: 33.7662, lng: 113.1925, address: '新华区建设路', areaCode: '0375' },
  { region: '4105', lat: 36.0976, lng: 114.3925, address: '文峰区文明大道', areaCode: '0372' },
  { region: '4106', lat: 35.7482, lng: 114.2974, address: '淇滨区淇滨大道', areaCode: '0392' },
  { region: '4107', lat: 35.303, lng: 113.9268, address: '红旗区平原路', areaCode: '0373' },
  { region: '4108', lat: 35.2158, lng: 113.2418, address: '解放区人民路', areaCode: '0391' },
  { region: '4109', lat: 35.7619, lng: 115.0292, address: '华龙区中原路', areaCode: '0393' },
  { region: '4110', lat: 34.0357, lng: 113.8523, address: '魏都区八一路', areaCode: '0374' },
  { region: '4111', lat: 33.5814, lng: 114.0167, address: '源汇区黄河路', areaCode: '0395' },
  { region: '4112', lat: 34.7727, lng: 111.2003, address: '湖滨区黄河路', areaCode: '0398' },
  { region: '4113', lat: 32.9908, lng: 112.5283, address: '卧龙区中州路', areaCode: '0377' },
  { region: '4114', lat: 34.4143, lng: 115.6564, address: '梁园区神火大道', areaCode: '0370' },
  { region: '4115', lat: 32.147, lng: 114.0911, address: '浉河区东方红大道', areaCode: '0376' },
  { region: '4116', lat: 33.6204, lng: 114.6497, address: '川汇区七一路', areaCode: '0394' },
  { region: '4117', lat: 32.9803, lng: 114.022, address: '驿城区乐山大道', areaCode: '0396' },
  { region: '419001', lat: 35.0672, lng: 112.602, address: '济水大街', areaCode: '0391' },
  { region: '410173', lat: 34.529, lng: 113.841, address: '郑港大道', areaCode: '0371' },
]

export type SpecialisedPlace = {
  /** The county, and the city whose market it belongs to. */
  region: string
  city: string
  /** As it stands in the name. */
  specialty: string
  /** Codes of 职业分类大典 (shared/words/lists). */
  trades: readonly string[]
  lat: number
  lng: number
  address: string
}

/** Counties known for one line of work. */
export const specialisedMarkets: readonly SpecialisedPlace[] = [
  { region: '410311', city: '4103', specialty: '建筑装修', trades: ['6-29-01-01', '6-29-01-03', '6-29-01-04', '6-29-01-05', '6-29-03-04', '6-29-04-01'], lat: 34.6191, lng: 112.4638, address: '洛龙区古城路' },
  { region: '410308', city: '4103', specialty: '农业', trades: ['5-01-02-01', '4-02-05-01'], lat: 34.8253, lng: 112.4452, address: '孟津区桂花大道' },
  { region: '410122', city: '4101', specialty: '物流', trades: ['4-02-05-01', '4-02-07-09', '4-02-06-01', '4-02-06-02', '4-02-02-02'], lat: 34.7189, lng: 113.9763, address: '中牟县青年路' },
  { region: '410225', city: '4102', specialty: '家具', trades: ['6-29-04-01', '4-02-05-01'], lat: 34.8229, lng: 114.8213, address: '兰考县裕禄大道' },
  { region: '410783', city: '4107', specialty: '起重机械', trades: ['6-18-02-04', '6-31-01-03'], lat: 35.2006, lng: 114.6685, address: '长垣市人民路' },
]

export type StationPlace = {
  /** Code of the street or township in the division data. */
  street: string
  /** The city whose market it belongs to. */
  city: string
  lat: number
  lng: number
}

export const stations: readonly StationPlace[] = [
  { street: '410311002', city: '4103', lat: 34.6318, lng: 112.4291 },
  { street: '410311004', city: '4103', lat: 34.6048, lng: 112.4812 },
  { street: '410311194', city: '4103', lat: 34.5521, lng: 112.6135 },
  { street: '410303001', city: '4103', lat: 34.6709, lng: 112.4312 },
  { street: '410305005', city: '4103', lat: 34.6624, lng: 112.3957 },
  { street: '410304100', city: '4103', lat: 34.7226, lng: 112.599 },
  { street: '410307006', city: '4103', lat: 34.7287, lng: 112.789 },
  { street: '410308101', city: '4103', lat: 34.8161, lng: 112.5693 },
  { street: '410324001', city: '4103', lat: 33.7858, lng: 111.6158 },
  { street: '410102002', city: '4101', lat: 34.7548, lng: 113.6075 },
  { street: '410105002', city: '4101', lat: 34.7853, lng: 113.6812 },
  { street: '410502004', city: '4105', lat: 36.0935, lng: 114.3561 },
  { street: '410802002', city: '4108', lat: 35.2395, lng: 113.2417 },
  { street: '411302001', city: '4113', lat: 33.0006, lng: 112.5449 },
  { street: '411402004', city: '4114', lat: 34.4367, lng: 115.6413 },
  { street: '419001001', city: '419001', lat: 35.0903, lng: 112.5931 },
  { street: '410173400', city: '410173', lat: 34.5383, lng: 113.8544 },
]

/** The city whose market is the demo one. */
export const demoCity = '4103'

/**
 * Where a visitor can look at a dispatch and a transfer: the market of a city with more people than work, and a station near it
 * with more work than people. Far from the demo market, whose own crowd is not to be mixed up with this one.
 */
export const demoScenes = { crowd: '4101', wanting: '410105002' } as const
